import { TrackunitError } from '../trackunit-error.ts';
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
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
};

const readText = async (body: FetchAnswer['body'], maxBytes: number, url: string): Promise<string> => {
  if (body === null) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      throw new TrackunitError('response_too_large', `${url} answered with more than ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const toError = (cause: unknown, url: string, timeout: AbortSignal, timeoutMs: number): unknown => {
  if (cause instanceof TrackunitError) return cause;
  if (timeout.aborted)
    return new TrackunitError('timeout', `${url} did not answer within ${timeoutMs} ms`, { cause });
  return new TrackunitError('unavailable', `${url} could not be reached`, { cause });
};

/**
 * Sends one request and reads the answer whole.
 *
 * @throws TrackunitError `timeout`, `unavailable`, `response_too_large`; the signal's reason when aborted
 */
export const send = async (fetch: Fetch, request: HttpRequest): Promise<HttpAnswer> => {
  const { url, timeoutMs, maxBytes, signal, ...init } = request;
  signal?.throwIfAborted();
  const timeout = AbortSignal.timeout(timeoutMs);
  const both = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
  try {
    const answer = await fetch(url, { ...init, signal: both, redirect: 'manual' });
    const text = await readText(answer.body, maxBytes, url);
    const contentType = (answer.headers.get('content-type') ?? '').split(';', 1)[0] ?? '';
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      contentType: contentType.trim().toLowerCase(),
    };
  } catch (cause) {
    signal?.throwIfAborted();
    throw toError(cause, url, timeout, timeoutMs);
  }
};
