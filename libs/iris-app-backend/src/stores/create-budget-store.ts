import { furthestTurnMs, type BudgetStore } from '@fleet-watch/trackunit-client';
import { sql } from 'kysely';
import type { Database } from '../database/create-database.ts';
import { toLibraryTables } from '../database/library-tables.ts';

const columns = ['environment', 'account_id', 'endpoint'] as const;

/** From when on it is free, seen from a moment: what is further away was stored before a clock was put back. */
const freeFrom = (fromMs: number) => sql<number>`case
  when budget.free_from_ms > ${fromMs}::bigint + ${furthestTurnMs}::bigint then ${fromMs}::bigint
  else greatest(budget.free_from_ms, ${fromMs}::bigint) end`;

/** Budgets in the database: all processes share what Trackunit allows an account. */
export const createBudgetStore = <Tables>({
  database,
}: {
  readonly database: Database<Tables>;
}): BudgetStore => ({
  reserve: ({ environment, accountId, endpoint }, spacingMs, nowMs) =>
    database.forAccount(accountId, async (tx) => {
      const key = { environment, account_id: accountId, endpoint };
      const library = toLibraryTables(tx);
      if (spacingMs === 0) {
        const row = await library
          .selectFrom('iris_app.budget')
          .select(freeFrom(nowMs).as('free_from_ms'))
          .where((where) => where.and(key))
          .executeTakeFirst();
        return row?.free_from_ms ?? nowMs;
      }
      const { free_from_ms: nextMs } = await library
        .insertInto('iris_app.budget')
        .values({ ...key, free_from_ms: nowMs + spacingMs })
        .onConflict((conflict) =>
          conflict.columns([...columns]).doUpdateSet({
            free_from_ms: sql<number>`${freeFrom(nowMs)} + ${spacingMs}::bigint`,
          }),
        )
        .returning('free_from_ms')
        .executeTakeFirstOrThrow();
      return nextMs - spacingMs;
    }),

  pause: async ({ environment, accountId, endpoint }, endMs) => {
    // The column has whole milliseconds.
    const untilMs = Math.ceil(endMs);
    await database.forAccount(accountId, (tx) =>
      toLibraryTables(tx)
        .insertInto('iris_app.budget')
        .values({ environment, account_id: accountId, endpoint, free_from_ms: untilMs })
        .onConflict((conflict) =>
          conflict.columns([...columns]).doUpdateSet({
            free_from_ms: freeFrom(untilMs),
          }),
        )
        .execute(),
    );
  },
});
