import type { Clock } from '../clock.ts';

/** A server's clock, as far as its answers tell. */
export type ServerTime = Clock & {
  /** Learns from an answer's `Date` header and when, by our clock, the request left and the answer came. */
  readonly learn: (dateHeader: string | null, sentAtMs: number, receivedAtMs: number) => void;
  /** The server's clock minus ours, in milliseconds; 0 until an answer told. */
  readonly offsetMs: () => number;
};

/** A `Date` header has whole seconds and the way takes time, so smaller differences are no difference. */
const toleranceMs = 2_000;

/** Makes a server's clock that agrees with ours until an answer tells otherwise. */
export const createServerTime = (clock: Clock): ServerTime => {
  let offset = 0;
  return {
    now: () => clock.now() + offset,
    offsetMs: () => offset,
    learn: (dateHeader, sentAtMs, receivedAtMs) => {
      const date = dateHeader === null ? Number.NaN : Date.parse(dateHeader);
      if (Number.isNaN(date)) return;
      const found = date + 500 - (sentAtMs + receivedAtMs) / 2;
      offset = Math.abs(found) <= toleranceMs ? 0 : found;
    },
  };
};
