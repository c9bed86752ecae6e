import { Agent, request } from 'undici';
import type { Fetch } from './fetch.ts';

/** The limits of a transport. */
export type TransportOptions = {
  /** Milliseconds to connect, default 5,000. */
  readonly connectTimeoutMs?: number;
  /** Milliseconds from the request to the answer's headers, default 30,000. */
  readonly headersTimeoutMs?: number;
  /** Milliseconds between two pieces of a body, default 15,000. */
  readonly bodyTimeoutMs?: number;
  /** Connections per host, default 100. */
  readonly connections?: number;
};

const toGet = (headers: Record<string, string | string[] | undefined>) => (name: string) => {
  const value = headers[name];
  return value === undefined ? null : String(value);
};

/**
 * Makes the `fetch` that this library uses by default: undici without the web's streams and header objects, which
 * halves the cost of a small answer, and with a time-out for each part. It follows no redirect.
 */
export const createTransport = (options: TransportOptions = {}): Fetch => {
  const {
    connectTimeoutMs = 5_000,
    headersTimeoutMs = 30_000,
    bodyTimeoutMs = 15_000,
    connections = 100,
  } = options;
  const dispatcher = new Agent({
    connect: { timeout: connectTimeoutMs },
    headersTimeout: headersTimeoutMs,
    bodyTimeout: bodyTimeoutMs,
    connections,
  });
  return async (url, { method, headers, body, signal }) => {
    const answer = await request(url, { dispatcher, method, headers, body: body ?? null, signal });
    return { status: answer.statusCode, headers: { get: toGet(answer.headers) }, body: answer.body };
  };
};
