import { sql } from 'kysely';
import { databaseNow, lineOfSync, type SyncLine } from './syncs.ts';
import type { SystemTx } from './tables.ts';

/** A sync that waits or runs: whose, and where a job for it belongs. */
export type QueuedSync = { readonly accountId: string; readonly line: SyncLine };

/**
 * Queues a sync for each of these accounts that has none under way, as `queueSync` does for one, in one statement.
 *
 * @returns what is under way now; not what another transaction queued in the same moment, which sees to that itself
 */
export const queueSyncs = async (
  tx: SystemTx,
  accountIds: readonly string[],
): Promise<readonly QueuedSync[]> => {
  const { rows } = await sql<QueuedSync>`
    with queued as (
      insert into sync (id, account_id, state, queued_at, fetched, expected)
      select gen_random_uuid(), asked.account_id, 'QUEUED',
        greatest(${databaseNow}, newest.queued_at + interval '1 microsecond'), 0, good.fetched
      from unnest(${accountIds}::uuid[]) as asked(account_id)
      left join lateral (
        select queued_at from sync where account_id = asked.account_id order by queued_at desc limit 1
      ) as newest on true
      left join lateral (
        select fetched from sync
        where account_id = asked.account_id and state = 'SUCCEEDED' order by queued_at desc limit 1
      ) as good on true
      on conflict (account_id) where state in ('QUEUED', 'RUNNING') do nothing
      returning account_id, ${lineOfSync} as line
    )
    select account_id as "accountId", line from queued
    union all
    select account_id, ${lineOfSync} from sync
    where account_id = any(${accountIds}::uuid[]) and state in ('QUEUED', 'RUNNING')
      and account_id not in (select account_id from queued)`.execute(tx);
  return rows;
};
