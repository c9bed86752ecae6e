import { Agent, type Dispatcher } from 'undici';
import { TrackunitError } from '../trackunit-error.ts';
import { isJsonType } from './parse-json.ts';
import {
  otherBytes,
  toContentType,
  toSendError,
  type HttpAnswer,
  type HttpRequest,
  type Send,
} from './send.ts';

/** The limits of a connection; each request brings its own for the whole. */
export type ConnectionLimits = {
  /** Milliseconds to connect, default 5,000. */
  readonly connectTimeoutMs?: number;
  /** Milliseconds from the request to the answer's headers, default 30,000. */
  readonly headersTimeoutMs?: number;
  /** Milliseconds between two pieces of a body, default 15,000. */
  readonly bodyTimeoutMs?: number;
  /** Connections per host, default 100. */
  readonly connections?: number;
};

type Controller = Dispatcher.DispatchController;
type AnswerHeaders = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

/** Cuts an address without parsing it: that is a third of the work of sending a small request. */
const splitUrl = (url: string) => {
  const slash = url.indexOf('/', url.indexOf('://') + 3);
  return slash < 0 ? { origin: url, path: '/' } : { origin: url.slice(0, slash), path: url.slice(slash) };
};

const toText = (chunks: readonly Buffer[]): string =>
  chunks.length === 1 ? String(chunks[0]) : Buffer.concat(chunks).toString('utf8');

/** One exchange: understands what the dispatcher tells, and settles once. */
const createExchange = (
  request: HttpRequest,
  settle: { readonly resolve: (answer: HttpAnswer) => void; readonly reject: (error: unknown) => void },
) => {
  const { url, signal, timeoutMs, maxBytes } = request;
  const chunks: Buffer[] = [];
  let bytes = 0;
  let status = 0;
  let headers: AnswerHeaders = {};
  let contentType = '';
  let stop: ((error: Error) => void) | undefined;

  const onAbort = (): void => fail(signal?.reason);
  const timer = setTimeout(() => {
    fail(new TrackunitError('timeout', `${url} took longer than ${timeoutMs} ms`));
  }, timeoutMs);
  const clear = (): void => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  };
  /** Rejects first: ending the connection tells a failure of its own, which is none. */
  const fail = (error: unknown): void => {
    clear();
    settle.reject(error);
    stop?.(error as Error);
  };
  const finish = (): void => {
    clear();
    const get = (name: string): string | null => (headers[name] === undefined ? null : String(headers[name]));
    settle.resolve({ status, contentType, headers: { get }, text: toText(chunks) });
  };
  const takeChunk = (chunk: Buffer): void => {
    bytes += chunk.byteLength;
    const isJson = isJsonType(contentType);
    if (isJson && bytes > maxBytes) {
      return fail(
        new TrackunitError('response_too_large', `${url} answered with more than ${maxBytes} bytes`),
      );
    }
    chunks.push(chunk);
    if (isJson || bytes <= otherBytes) return;
    finish();
    stop?.(new Error('the rest of the page is of no interest'));
  };

  const handler: Dispatcher.DispatchHandler = {
    onRequestStart: (controller: Controller) => {
      stop = (error) => controller.abort(error);
      if (signal?.aborted) onAbort();
    },
    onResponseStart: (_controller, statusCode, answerHeaders) => {
      // 1xx only announces the answer.
      if (statusCode < 200) return;
      status = statusCode;
      headers = answerHeaders;
      contentType = toContentType(answerHeaders['content-type']?.toString());
    },
    onResponseData: (_controller, chunk) => takeChunk(chunk),
    onResponseEnd: () => finish(),
    onResponseError: (_controller, error) => fail(toSendError(error, url)),
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  return handler;
};

/**
 * Makes the sender that this library uses unless it is given a `fetch`: kept connections, a time-out for each part
 * of a call, no redirect followed. It works on undici's dispatcher, without streams, header objects and abort
 * controllers, which are most of what a small answer costs. Idle connections keep no process alive.
 */
export const createDirectSend = (limits: ConnectionLimits = {}): Send => {
  const {
    connectTimeoutMs = 5_000,
    headersTimeoutMs = 30_000,
    bodyTimeoutMs = 15_000,
    connections = 100,
  } = limits;
  const agent = new Agent({
    connect: { timeout: connectTimeoutMs },
    headersTimeout: headersTimeoutMs,
    bodyTimeout: bodyTimeoutMs,
    connections,
  });
  return (request) =>
    new Promise((resolve, reject) => {
      const { url, method, headers, body = null, signal } = request;
      if (signal?.aborted) return reject(signal.reason as Error);
      const exchange = createExchange(request, { resolve, reject });
      agent.dispatch({ ...splitUrl(url), method, headers, body }, exchange);
    });
};
