/** What a request needs of `fetch`. */
export type FetchInit = {
  readonly method: 'GET' | 'POST';
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly signal: AbortSignal;
  /** Credentials never follow a redirect. */
  readonly redirect: 'manual';
};

/** What we read of an answer. */
export type FetchAnswer = {
  readonly status: number;
  readonly headers: { readonly get: (name: string) => string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
};

/** The part of the platform's `fetch` that this library uses; `globalThis.fetch` fits. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchAnswer>;
