import type { TrendDay } from '@fleet-watch/contracts';
import { daysBefore, daysBetween, reconstructDays, toUtcDate, type FleetCounts } from '@fleet-watch/fleet';
import { sql } from 'kysely';
import { getOnlyRow } from './get-only-row.ts';
import { stateCounts, type StateCounts } from './state-counts.ts';
import type { AccountTx } from './tables.ts';

/** How many days a trend shows, today included. */
export const trendDays = 90;

const dayText = sql<string>`to_char(day, 'YYYY-MM-DD')`;

/** The visible assets of an account by state. */
const countStates = async (tx: AccountTx, accountId: string): Promise<StateCounts> =>
  getOnlyRow(
    await sql<StateCounts>`
      select ${stateCounts} from asset where account_id = ${accountId} and visible`.execute(tx),
  );

const countSilenceByDate = async (
  tx: AccountTx,
  accountId: string,
): Promise<FleetCounts['silentSinceByDate']> => {
  const rows = await tx
    .selectFrom('asset')
    .select([
      sql<string>`to_char(silent_since at time zone 'UTC', 'YYYY-MM-DD')`.as('date'),
      sql<number>`count(*)::int`.as('count'),
    ])
    .where('account_id', '=', accountId)
    .where('visible', '=', true)
    .where('state', '=', 'SILENT')
    .groupBy(sql`1`)
    .execute();
  return new Map(rows.map(({ date, count }) => [date, count]));
};

const insertDays = (tx: AccountTx, accountId: string, days: readonly TrendDay[]) =>
  sql`
    insert into fleet_day (account_id, day, reporting, silent, never_reported, estimated)
    select ${accountId}::uuid, date, reporting, silent, "neverReported", estimated
    from json_to_recordset(${JSON.stringify(days)}::json)
      as page(date date, reporting integer, silent integer, "neverReported" integer, estimated boolean)
    on conflict (account_id, day) do update set reporting = excluded.reporting, silent = excluded.silent,
      never_reported = excluded.never_reported, estimated = excluded.estimated`.execute(tx);

const findDates = async (tx: AccountTx, accountId: string, since: string): Promise<ReadonlySet<string>> => {
  const rows = await tx
    .selectFrom('fleet_day')
    .select(dayText.as('date'))
    .where('account_id', '=', accountId)
    .where('day', '>=', since)
    .execute();
  return new Set(rows.map(({ date }) => date));
};

/**
 * Puts today's counts down, and fills the days of the trend that no sync has seen — before the first one, or while
 * none came through — from what is known now, marked as estimated. Days that were put down stay as they are.
 */
export const recordToday = async (tx: AccountTx, accountId: string, asOf: Date): Promise<void> => {
  const today = toUtcDate(asOf);
  const first = daysBefore(today, trendDays - 1);
  const known = await findDates(tx, accountId, first);
  const missing = daysBetween(first, daysBefore(today, 1)).filter((date) => !known.has(date));
  const { total, reporting, silent, neverReported } = await countStates(tx, accountId);
  const filled =
    missing.length === 0
      ? []
      : reconstructDays(missing, {
          total,
          neverReported,
          silentSinceByDate: await countSilenceByDate(tx, accountId),
        });
  await insertDays(tx, accountId, [
    ...filled,
    { date: today, reporting, silent, neverReported, estimated: false },
  ]);
};
