import type { FleetSummary, TrendDay } from '@fleet-watch/contracts';
import { sql } from 'kysely';
import { trendDays } from './fleet-days.ts';
import { getOnlyRow } from './get-only-row.ts';
import { newestSucceeded } from './newest-succeeded.ts';
import { stateCounts } from './state-counts.ts';
import type { AccountTx } from './tables.ts';

type SummaryRow = Omit<FleetSummary, 'asOf' | 'trend'> & { asOf: Date; trend: TrendDay[] };

/**
 * The headline of an account as of its last complete sync; before the first one, an empty fleet as of `now`. It is one
 * statement: of two, one could see the fleet before a sync that is just published, and the other the fleet after it.
 */
export const summarizeFleet = async (tx: AccountTx, accountId: string, now: Date): Promise<FleetSummary> => {
  const result = await sql<SummaryRow>`
    with reading as (
      select coalesce(${newestSucceeded(tx, accountId).select('as_of')}, ${now}::timestamptz) as at
    ), fleet as (
      select ${stateCounts} from asset where account_id = ${accountId} and visible
    ), trend as (
      select json_agg(json_build_object('date', to_char(day, 'YYYY-MM-DD'), 'reporting', reporting, 'silent', silent,
        'neverReported', never_reported, 'estimated', estimated) order by day) as days
      from fleet_day, (select (at at time zone 'UTC')::date as today from reading) as calendar
      where account_id = ${accountId} and day > today - ${trendDays}::int and day <= today
    )
    select at as "asOf", fleet.*, coalesce(days, '[]') as trend from reading, fleet, trend`.execute(tx);
  const row = getOnlyRow(result);
  return { ...row, asOf: row.asOf.toISOString() };
};
