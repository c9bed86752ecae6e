import { TrackunitError } from '../trackunit-error.ts';
import type { Fetch, FetchAnswer, FetchInit } from './fetch.ts';
import { isJsonType } from './parse-json.ts';

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

/**
 * Sends one request and reads the answer whole. Rejects with a TrackunitError `timeout`, `unavailable` or
 * `response_too_large`, or with the signal's reason.
 */
export type Send = (request: HttpRequest) => Promise<HttpAnswer>;

/** Enough of an HTML page to find nothing of use in it. */
export const otherBytes = 16_384;

/** A media type in lower case without parameters. */
export const toContentType = (header: string | null | undefined): string =>
  ((header ?? '').split(';', 1)[0] ?? '').trim().toLowerCase();

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

/** What a failure to send means. */
export const toSendError = (cause: unknown, url: string): TrackunitError => {
  if (cause instanceof TrackunitError) return cause;
  if (isTimeout(cause)) return new TrackunitError('timeout', `${url} did not answer in time`, { cause });
  return new TrackunitError('unavailable', `${url} could not be reached`, { cause });
};

const exchange = async (fetch: Fetch, whole: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> => {
  const { url, timeoutMs: _, maxBytes: __, signal: ___, ...init } = whole;
  const { status, headers, body } = await fetch(url, { ...init, signal, redirect: 'manual' });
  const contentType = toContentType(headers.get('content-type'));
  return { status, headers, contentType, text: await readText(body, isJsonType(contentType), whole) };
};

/** Sends one request by a `fetch`; see `Send`. */
export const send = async (fetch: Fetch, request: HttpRequest): Promise<HttpAnswer> => {
  const { url, timeoutMs, signal } = request;
  signal?.throwIfAborted();
  // Not `AbortSignal.any`: a caller's signal lives as long as its job, and must not collect what hangs on it.
  const controller = new AbortController();
  const onAbort = (): void => controller.abort(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(() => {
    controller.abort(new TrackunitError('timeout', `${url} took longer than ${timeoutMs} ms`));
  }, timeoutMs);
  try {
    return await exchange(fetch, request, controller.signal);
  } catch (cause) {
    signal?.throwIfAborted();
    throw toSendError(controller.signal.aborted ? controller.signal.reason : cause, url);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
};
