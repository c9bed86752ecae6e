import { ApiError } from './api-error.ts';
import { DecodeError, type Decoder } from './decoder.ts';
import { toApiError } from './to-api-error.ts';

/** What a call may carry besides its path. Members of `query` that are undefined or empty are left out. */
export type ApiRequest = Readonly<{
  query?: Readonly<Record<string, string | number | undefined>>;
  signal?: AbortSignal | undefined;
}>;

/** A call that changes something, or that asks with more than a query can hold. */
export type SendRequest = ApiRequest & Readonly<{ method: 'POST' | 'PUT'; body?: unknown }>;

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
  send: <Value>(path: string, decode: Decoder<Value>, request: SendRequest) => Promise<Value>;
  /** An answer as it comes: for downloads and event streams. */
  open: (path: string, accept: string, request?: ApiRequest) => Promise<Response>;
}>;

type Init = RequestInit & { readonly headers: Record<string, string> };

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
  const attempt = async (url: string, init: Init, forceRefresh: boolean) => {
    const token = await getToken({ forceRefresh });
    const headers = { ...init.headers, Authorization: `Bearer ${token}` };
    try {
      // With `cache: 'no-store'` browsers forget, too, that they may ask, and ask for that each time; the answers say it.
      return await fetch(url, { ...init, headers });
    } catch (cause) {
      if (init.signal?.aborted === true) throw cause;
      throw new ApiError({ code: 'network', message: 'no answer from the server', status: 0, cause });
    }
  };

  const call = async (path: string, accept: string, request: ApiRequest & Partial<SendRequest> = {}) => {
    const { method = 'GET', body, query, signal = null } = request;
    const url = `${origin}/api/v1${path}${toQueryString(query)}`;
    const headers: Init['headers'] = { Accept: accept, 'Accept-Language': language };
    const init: Init = { method, signal, headers, credentials: 'omit' };
    if (body !== undefined) {
      init.body = JSON.stringify(body);
      headers['Content-Type'] = 'application/json';
    }
    let response = await attempt(url, init, false);
    if (response.status === 401) response = await attempt(url, init, true);
    if (!response.ok) throw await toApiError(response);
    return response;
  };

  const callForJson = async <Value>(path: string, decode: Decoder<Value>, request?: ApiRequest) =>
    readJson(await call(path, 'application/json', request), decode);

  return { language, get: callForJson, send: callForJson, open: call };
};
