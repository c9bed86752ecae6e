import { sql } from 'kysely';
import type { SystemTx } from './tables.ts';

/** Takes the right to look at a schedule now, for all processes together: one of them gets it every `everyMs`. */
export const takeLook = async (
  tx: SystemTx,
  schedule: string,
  { now, everyMs }: { readonly now: Date; readonly everyMs: number },
): Promise<boolean> => {
  const { rows } = await sql`
    insert into schedule_look as look (schedule, looked_at) values (${schedule}, ${now})
    on conflict (schedule) do update set looked_at = excluded.looked_at
    where look.looked_at <= ${new Date(now.getTime() - everyMs)} or look.looked_at > ${now}
    returning 1`.execute(tx);
  return rows.length > 0;
};

/** The accounts that had their turn in this period, or in a later one. */
export const listTaken = async (
  tx: SystemTx,
  schedule: string,
  period: Date,
): Promise<ReadonlySet<string>> => {
  const rows = await tx
    .selectFrom('schedule_turn')
    .select('account_id')
    .where('schedule', '=', schedule)
    .where('period', '>=', period)
    .execute();
  return new Set(rows.map(({ account_id: accountId }) => accountId));
};

/**
 * Takes the turns of accounts in a period. Each is given once, whoever asks at the same moment and however often,
 * and never for a period before one that was given already.
 *
 * @returns the accounts whose turn the caller got
 */
export const takeTurns = async (
  tx: SystemTx,
  schedule: string,
  { accountIds, period }: { readonly accountIds: readonly string[]; readonly period: Date },
): Promise<readonly string[]> => {
  const { rows } = await sql<{ account_id: string }>`
    insert into schedule_turn as turn (schedule, account_id, period)
    select ${schedule}, account_id, ${period}::timestamptz
    from unnest(${accountIds}::uuid[]) as given(account_id) order by account_id
    on conflict (account_id, schedule) do update set period = excluded.period where turn.period < excluded.period
    returning account_id`.execute(tx);
  return rows.map(({ account_id: accountId }) => accountId);
};
