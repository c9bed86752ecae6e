import { ApiError } from './api-error.ts';
import { DecodeError, type Decoder } from './decoder.ts';
import { toApiError } from './to-api-error.ts';

/** What a call may carry besides its path. Members of `query` that are undefined or empty are left out. */
export type ApiRequest = Readonly<{
  query?: Readonly<Record<string, string | number | undefined>>;
  signal?: AbortSignal | undefined;
}>;

export type ApiClientDependencies = Readonly<{
  /** The backend's origin, without a slash at its end. */
  origin: string;
  /** The one that is spoken on the screen: the backend words its reasons in it. */
  language: string;
  /** The user's token for one request; `forceRefresh` after a 401. */
  getToken: (options?: { readonly forceRefresh?: boolean }) => Promise<string>;
  fetch: typeof fetch;
}>;

/** The backend's app API. Every call throws `ApiError`, or what the signal was aborted with. */
export type ApiClient = Readonly<{
  /** Part of the key of every answer that has sentences in it. */
  language: string;
  get: <Value>(path: string, decode: Decoder<Value>, request?: ApiRequest) => Promise<Value>;
  send: <Value>(
    method: 'POST' | 'PUT',
    path: string,
    body: unknown,
    decode: Decoder<Value>,
    request?: ApiRequest,
  ) => Promise<Value>;
  /** An answer as it comes: for downloads and event streams. */
  open: (path: string, accept: string, request?: ApiRequest) => Promise<Response>;
}>;

const toQueryString = (query: ApiRequest['query'] = {}): string => {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
};

const readJson = async <Value>(response: Response, decode: Decoder<Value>): Promise<Value> => {
  try {
    return decode((await response.json()) as unknown, 'answer');
  } catch (cause) {
    if (!(cause instanceof DecodeError) && !(cause instanceof SyntaxError)) throw cause;
    const { status } = response;
    throw new ApiError({ code: 'unexpected_answer', message: cause.message, status, cause });
  }
};

/**
 * Builds a client that asks the host for a token before each request, and once more when the backend no longer
 * takes the one it got.
 */
export const createApiClient = ({ origin, language, getToken, fetch }: ApiClientDependencies): ApiClient => {
  const request = async (url: string, init: RequestInit, accept: string, forceRefresh: boolean) => {
    const token = await getToken({ forceRefresh });
    const headers = new Headers(init.headers);
    headers.set('Authorization', `Bearer ${token}`);
    headers.set('Accept', accept);
    headers.set('Accept-Language', language);
    try {
      // With `cache: 'no-store'` browsers forget, too, that they may ask, and ask for that each time; the answers say it.
      return await fetch(url, { ...init, headers, credentials: 'omit' });
    } catch (cause) {
      if (init.signal?.aborted === true) throw cause;
      throw new ApiError({ code: 'network', message: 'no answer from the server', status: 0, cause });
    }
  };

  const call = async (path: string, init: RequestInit, accept: string, query: ApiRequest['query']) => {
    const url = `${origin}/api/v1${path}${toQueryString(query)}`;
    let response = await request(url, init, accept, false);
    if (response.status === 401) response = await request(url, init, accept, true);
    if (!response.ok) throw await toApiError(response);
    return response;
  };

  const toInit = (signal: AbortSignal | undefined): RequestInit => (signal === undefined ? {} : { signal });

  return {
    language,
    get: async (path, decode, { query, signal } = {}) =>
      readJson(await call(path, toInit(signal), 'application/json', query), decode),
    send: async (method, path, body, decode, { query, signal } = {}) => {
      const init: RequestInit = { ...toInit(signal), method };
      if (body !== undefined) {
        init.body = JSON.stringify(body);
        init.headers = { 'Content-Type': 'application/json' };
      }
      return readJson(await call(path, init, 'application/json', query), decode);
    },
    open: (path, accept, { query, signal } = {}) => call(path, toInit(signal), accept, query),
  };
};
