/** A key set as it was fetched, in JSON, and when, in milliseconds since 1970. */
export type StoredKeySet = { readonly jwks: unknown; readonly fetchedAtMs: number };

/** Where fetched keys survive a restart. */
export type KeyStore = {
  readonly findKeySet: (url: string) => Promise<StoredKeySet | undefined>;
  readonly saveKeySet: (url: string, keySet: StoredKeySet) => Promise<void>;
};
