import { isTrackunitError } from '@fleet-watch/trackunit-client';
import type { Failure } from '../failures/failure.ts';
import { AccountNotActiveError } from './open-fleet.ts';

/** What is kept of a sync that failed, for people; details are in the log, under the account's id. */
export const toSyncFailure = (cause: unknown): Failure => {
  if (cause instanceof AccountNotActiveError) return 'account_not_active';
  return isTrackunitError(cause) ? cause.code : 'unknown';
};
