import { createDirectSend } from './direct-send.ts';
import type { Fetch } from './fetch.ts';
import { send, type Send } from './send.ts';

/** The sender for a `fetch`, or our own when there is none, with so many connections per host. */
export const createSend = (fetch: Fetch | undefined, connections: number): Send =>
  fetch === undefined ? createDirectSend({ connections }) : (request) => send(fetch, request);
