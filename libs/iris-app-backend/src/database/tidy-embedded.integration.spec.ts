import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createDatabase } from './create-database.ts';
import { memoryFolder } from './embedded-back-end.ts';

test('after tidying, nothing of what was replaced is left and planning knows how much there is', async () => {
  const database = await createDatabase<unknown>({ dataDir: memoryFolder });
  try {
    await database.migrate({ name: 'notes', migrations: { '0001_note': 'create table note (text text)' } });
    await database.asSystem(async (tx) => {
      await sql`insert into note select 'new' from generate_series(1, 1000)`.execute(tx);
      await sql`update note set text = 'replaced'`.execute(tx);
    });
    await database.tidy();
    const { rows } = await database.asSystem((tx) =>
      sql`select n_dead_tup as dead, reltuples as counted from pg_stat_user_tables as used
        join pg_class as class on class.oid = used.relid where used.relname = 'note'`.execute(tx),
    );
    expect(rows).toEqual([{ dead: 0, counted: 1000 }]);
  } finally {
    await database.close();
  }
});

test('tidying inside a transaction is refused', async () => {
  const database = await createDatabase<unknown>({ dataDir: memoryFolder });
  try {
    const attempt = database.asSystem(() => database.tidy());
    await expect(attempt).rejects.toMatchObject({ code: 'nested_transaction' });
  } finally {
    await database.close();
  }
});
