import type { FleetSummary } from '@fleet-watch/contracts';
import { countStates, listTrend } from './fleet-days.ts';
import { findDataTime } from './syncs.ts';
import type { AccountTx } from './tables.ts';

/** The headline of an account as of its last complete sync; before the first one, an empty fleet as of `now`. */
export const summarizeFleet = async (tx: AccountTx, accountId: string, now: Date): Promise<FleetSummary> => {
  const asOf = (await findDataTime(tx, accountId)) ?? now;
  const counts = await countStates(tx, accountId);
  return { asOf: asOf.toISOString(), ...counts, trend: await listTrend(tx, accountId, asOf) };
};
