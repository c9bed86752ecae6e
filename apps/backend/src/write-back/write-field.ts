import {
  isTrackunitError,
  type TrackunitClient,
  type TrackunitErrorCode,
} from '@fleet-watch/trackunit-client';
import { longWaitMs } from '../jobs/open-fleet.ts';
import type { FieldDifference } from '../store/written-back.ts';

/** The app-owned custom field of the manifest. */
export const silentSinceField = 'fleetWatchSilentSince';

/** Writes one asset's field, or empties it. */
export type WriteField = (
  accountId: string,
  difference: FieldDifference,
  signal: AbortSignal,
) => Promise<FieldOutcome>;

/** `refused`: Trackunit does not want this asset written; others may be. */
export type FieldOutcome = 'written' | 'refused';

const refusals: ReadonlySet<TrackunitErrorCode> = new Set(['not_found', 'forbidden', 'bad_request']);

/**
 * Makes the one place that writes to assets. An asset that the account does not see any more, and that can't be
 * emptied for that reason, counts as done.
 *
 * @returns a function that rejects with what is not about this one asset: no scope, no connection, a limit
 * that lasts longer than `longWaitMs`
 */
export const createWriteField =
  (client: TrackunitClient): WriteField =>
  async (accountId, { assetId, silentSince, visible }, signal) => {
    const values = { [silentSinceField]: silentSince?.toISOString() ?? null };
    try {
      const fields = { assetId, values, maxWaitMs: longWaitMs, signal };
      await client.account(accountId).setAssetTextFields(fields);
      return 'written';
    } catch (cause) {
      if (!isTrackunitError(cause) || !refusals.has(cause.code)) throw cause;
      return silentSince === null && !visible ? 'written' : 'refused';
    }
  };
