import { systemClock, type Clock } from '../clock.ts';
import type { CircuitBreakerOptions } from './circuit-breaker.ts';
import { createDirectSend } from './direct-send.ts';
import type { Fetch } from './fetch.ts';
import { send, type Send } from './send.ts';
import { systemSleep, type Sleep } from './sleep.ts';

/** How Trackunit is reached, and what tests replace. */
export type TransportOptions = {
  readonly circuitBreaker?: CircuitBreakerOptions | undefined;
  readonly fetch?: Fetch | undefined;
  readonly clock?: Clock | undefined;
  /** From 0 to below 1, default `Math.random`. */
  readonly random?: (() => number) | undefined;
  readonly sleep?: Sleep | undefined;
};

/** The sender for a `fetch`, or our own when there is none. */
const createSend = (fetch: Fetch | undefined, connections: number): Send =>
  fetch === undefined ? createDirectSend({ connections }) : (request) => send(fetch, request);

/** Fills in what is not given. `connections` is the most that are open to one host. */
export const createTransport = (options: TransportOptions, connections: number) => {
  const { circuitBreaker = {}, clock = systemClock, random = Math.random, sleep = systemSleep } = options;
  return { circuitBreaker, send: createSend(options.fetch, connections), clock, random, sleep };
};
