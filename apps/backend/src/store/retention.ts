import { daysBefore, toUtcDate } from '@fleet-watch/fleet';
import { sql } from 'kysely';
import { newestSucceeded } from './newest-succeeded.ts';
import type { AccountTx } from './tables.ts';

const dayMs = 86_400_000;

/** How many days an account's history is kept. */
export const retentionDays = {
  /** The counts of a day, today included: a year, and a month to compare with. */
  fleetDay: 400,
  /** As long as the days that they explain. */
  transition: 400,
  /** Syncs that are over; the newest that succeeded stays, for what people see came from it. */
  sync: 30,
} as const;

/** How many rows of each table were forgotten. */
export type Forgotten = Readonly<Record<'fleetDays' | 'transitions' | 'syncs' | 'staged', number>>;

const countOf = (result: { readonly numAffectedRows?: bigint }): number =>
  Number(result.numAffectedRows ?? 0);

/** Forgets what is older than `retentionDays`, and what syncs that are over left in the staging table. */
export const forgetOldHistory = async (tx: AccountTx, accountId: string, now: Date): Promise<Forgotten> => {
  const before = (days: number) => new Date(now.getTime() - days * dayMs);
  const fleetDays = await sql`
    delete from fleet_day where account_id = ${accountId}
      and day <= ${daysBefore(toUtcDate(now), retentionDays.fleetDay)}::date`.execute(tx);
  const transitions = await sql`
    delete from transition where account_id = ${accountId}
      and at < ${before(retentionDays.transition)}`.execute(tx);
  const syncs = await sql`
    delete from sync where account_id = ${accountId} and state in ('SUCCEEDED', 'FAILED')
      and finished_at < ${before(retentionDays.sync)}
      and id is distinct from ${newestSucceeded(tx, accountId).select('id')}`.execute(tx);
  const staged = await sql`
    delete from asset_staging where account_id = ${accountId} and sync_id not in (
      select id from sync where account_id = ${accountId} and state = 'RUNNING')`.execute(tx);
  return {
    fleetDays: countOf(fleetDays),
    transitions: countOf(transitions),
    syncs: countOf(syncs),
    staged: countOf(staged),
  };
};
