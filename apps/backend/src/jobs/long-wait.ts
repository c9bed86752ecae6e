import { isTrackunitError } from '@fleet-watch/trackunit-client';
import { longWaitMs } from './open-fleet.ts';

/** How long Trackunit wants to be left alone by the account, where that is too long to keep a place for. */
export const findLongWaitMs = (cause: unknown): number | undefined => {
  const waitMs = isTrackunitError(cause) && cause.retryable ? (cause.retryAfterMs ?? 0) : 0;
  return waitMs > longWaitMs ? waitMs : undefined;
};
