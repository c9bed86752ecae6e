import type { FleetCountsPreview, ThresholdsInput } from '@fleet-watch/contracts';
import { sql } from 'kysely';
import { getOnlyRow } from './get-only-row.ts';
import { findDataTime } from './syncs.ts';
import type { AccountTx } from './tables.ts';

/**
 * Counts an account's visible assets as they would be under these thresholds, as of the last complete sync. The rule
 * is that of `evaluateAsset`, in SQL, so that trying out a threshold does not move a whole fleet over the wire; a
 * test holds the two together.
 */
export const countUnder = async (
  tx: AccountTx,
  accountId: string,
  { silentAfterHours, silentAfterHoursByAssetType }: ThresholdsInput,
): Promise<FleetCountsPreview> => {
  const asOf = await findDataTime(tx, accountId);
  const byType = JSON.stringify(silentAfterHoursByAssetType);
  const result = await sql<FleetCountsPreview>`
    select count(*)::int as total,
      (count(*) filter (where last_seen_at is not null and not silent))::int as reporting,
      (count(*) filter (where silent))::int as silent,
      (count(*) filter (where last_seen_at is null))::int as "neverReported"
    from (
      select last_seen_at, coalesce(last_seen_at + make_interval(
        hours => coalesce((${byType}::jsonb ->> asset_type)::int, ${silentAfterHours}::int)
      ) < ${asOf ?? null}::timestamptz, false) as silent
      from asset where account_id = ${accountId} and visible
    ) as fleet`.execute(tx);
  return getOnlyRow(result);
};
