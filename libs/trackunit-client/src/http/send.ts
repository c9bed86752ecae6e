import { TrackunitError } from '../trackunit-error.ts';
import { isJsonType } from './parse-json.ts';
import type { Fetch, FetchAnswer, FetchInit } from './fetch.ts';

/** An answer read whole. `contentType` is in lower case without parameters, empty when there is none. */
export type HttpAnswer = {
  readonly status: number;
  readonly contentType: string;
  readonly headers: FetchAnswer['headers'];
  readonly text: string;
};

/** One HTTP request with its limits. */
export type HttpRequest = Omit<FetchInit, 'signal' | 'redirect'> & {
  readonly url: string;
  /** For the whole of it, from the connection to the end of the body. */
  readonly timeoutMs: number;
  /** Of a JSON body; of another body only the start is read. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
};

/** Enough of an HTML page to find nothing of use in it. */
const otherBytes = 16_384;

const readText = async (body: FetchAnswer['body'], isJson: boolean, { url, maxBytes }: HttpRequest) => {
  if (body === null) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (isJson && bytes > maxBytes) {
      throw new TrackunitError('response_too_large', `${url} answered with more than ${maxBytes} bytes`);
    }
    chunks.push(chunk);
    if (!isJson && bytes > otherBytes) break;
  }
  return Buffer.concat(chunks).toString('utf8');
};

/** Undici's words; the platform's `fetch` has them one level deeper. */
const isTimeout = (cause: unknown, depth = 0): boolean => {
  if (!(cause instanceof Error)) return false;
  const { code } = cause as { code?: unknown };
  if (typeof code === 'string' && /^UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT$|^ETIMEDOUT$/.test(code))
    return true;
  return depth < 2 && isTimeout(cause.cause, depth + 1);
};

const toError = (cause: unknown, { url, timeoutMs }: HttpRequest, timedOut: boolean): TrackunitError => {
  if (cause instanceof TrackunitError) return cause;
  if (timedOut) return new TrackunitError('timeout', `${url} took longer than ${timeoutMs} ms`, { cause });
  if (isTimeout(cause)) return new TrackunitError('timeout', `${url} did not answer in time`, { cause });
  return new TrackunitError('unavailable', `${url} could not be reached`, { cause });
};

const exchange = async (fetch: Fetch, whole: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> => {
  const { url, timeoutMs: _, maxBytes: __, signal: ___, ...init } = whole;
  const { status, headers, body } = await fetch(url, { ...init, signal, redirect: 'manual' });
  const contentType = ((headers.get('content-type') ?? '').split(';', 1)[0] ?? '').trim().toLowerCase();
  return { status, headers, contentType, text: await readText(body, isJsonType(contentType), whole) };
};

/**
 * Sends one request and reads the answer whole.
 *
 * @throws TrackunitError `timeout`, `unavailable`, `response_too_large`; the signal's reason when aborted
 */
export const send = async (fetch: Fetch, request: HttpRequest): Promise<HttpAnswer> => {
  const { timeoutMs, signal } = request;
  signal?.throwIfAborted();
  // Not `AbortSignal.any`: a caller's signal lives as long as its job, and must not collect what hangs on it.
  const controller = new AbortController();
  const onAbort = (): void => controller.abort(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    controller.abort();
  }, timeoutMs);
  try {
    return await exchange(fetch, request, controller.signal);
  } catch (cause) {
    signal?.throwIfAborted();
    throw toError(cause, request, timedOut);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
};
