import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { describeEachDatabase } from '../testing/each-database.ts';
import { accountTablePolicySql } from './roles.ts';

type Tables = { note: { account_id: string; text: string } };

const notes = {
  name: 'database_spec',
  migrations: {
    '0001_notes': `create table note (account_id uuid not null, text text not null); ${accountTablePolicySql('note')}`,
  },
};

describeEachDatabase((database) => {
  const open = async () => {
    const opened = database<Tables>();
    await opened.migrate(notes);
    return opened;
  };
  const twoAccounts = async () => {
    const opened = await open();
    const [own, other] = [randomUUID(), randomUUID()];
    for (const account_id of [own, other])
      await opened.forAccount(account_id, (tx) =>
        tx
          .insertInto('note')
          .values({ account_id, text: `of ${account_id}` })
          .execute(),
      );
    return { opened, own, other };
  };

  test('an account sees its own rows, the system those of all', async () => {
    const { opened, own, other } = await twoAccounts();
    const seen = await opened.forAccount(own, (tx) => tx.selectFrom('note').selectAll().execute());
    expect(seen).toEqual([{ account_id: own, text: `of ${own}` }]);
    const all = await opened.asSystem((tx) => tx.selectFrom('note').select('account_id').execute());
    expect(all.map((row) => row.account_id)).toEqual(expect.arrayContaining([own, other]));
  });

  test('an account reads and writes a table of accounts in a schema of its own', async () => {
    const { opened, own, other } = await twoAccounts();
    await opened.migrate({
      name: 'schema_spec',
      migrations: {
        '0001_parts': `create schema spec_parts;
          create table spec_parts.part (part_id int generated always as identity, account_id uuid not null);
          ${accountTablePolicySql('spec_parts.part')}`,
      },
    });
    for (const accountId of [own, other])
      await opened.forAccount(accountId, (tx) =>
        sql`insert into spec_parts.part (account_id) values (${accountId})`.execute(tx),
      );
    const { rows } = await opened.forAccount(other, (tx) => sql`select * from spec_parts.part`.execute(tx));
    expect(rows).toEqual([{ part_id: 2, account_id: other }]);
  });

  test.each([
    ['select * from note where account_id = $other', []],
    ["update note set text = 'stolen' where account_id = $other returning *", []],
    ['delete from note where account_id = $other returning *', []],
    ["insert into note values ($other, 'planted')", /row-level security/],
    ['update note set account_id = $other', /row-level security/],
    ['truncate note', /permission denied/],
    ['alter table note disable row level security', /must be owner/],
    ['alter table note no force row level security', /must be owner/],
    ['drop policy account_rows on note', /must be owner/],
    ['create policy mine on note using (true)', /must be owner/],
    ['set row_security = off; select * from note', /row-level security/],
    ['alter role iris_app_account bypassrls', /permission denied|must be/i],
    ['create table mine (n int)', /permission denied/],
    ['select * from iris_app.seen_message', /permission denied/],
    ['select * from iris_app.lease', /permission denied/],
    ['update iris_app.installation set generation = 0', /permission denied/],
    [
      'insert into iris_app.audit (at, account_id, action, actor) values (now(), $other, $other, $other)',
      /permission denied/,
    ],
  ])('raw SQL in the application role cannot reach another account: %s', async (text, outcome) => {
    const { opened, own, other } = await twoAccounts();
    const quoted = text.replaceAll('$other', `'${other}'`);
    const attempt = opened.forAccount(own, async (tx) => {
      let rows: unknown[] = [];
      for (const statement of quoted.split('; ')) ({ rows } = await sql.raw(statement).execute(tx));
      return rows;
    });
    if (outcome instanceof RegExp) await expect(attempt).rejects.toThrow(outcome);
    else expect(await attempt).toEqual(outcome);
    const kept = await opened.asSystem((tx) =>
      tx.selectFrom('note').selectAll().where('account_id', '=', other).execute(),
    );
    expect(kept).toEqual([{ account_id: other, text: `of ${other}` }]);
  });

  test('the application role can neither log in nor bypass, and owns nothing', async () => {
    const opened = await open();
    const { rows } = await opened.asSystem((tx) =>
      sql`select rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
          (select count(*) from pg_class where relowner = role.oid) as owned
        from pg_roles role where rolname = 'iris_app_account'`.execute(tx),
    );
    expect(rows).toEqual([
      {
        rolcanlogin: false,
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        owned: 0,
      },
    ]);
  });

  test('every table of accounts that the library has is protected, also from its owner', async () => {
    const opened = await open();
    const { rows } = await opened.asSystem((tx) =>
      sql<{ name: string; safe: boolean }>`
        select class.relname as name, class.relrowsecurity and class.relforcerowsecurity as safe
        from pg_attribute attribute join pg_class class on class.oid = attribute.attrelid
        where class.relnamespace = 'iris_app'::regnamespace and class.relkind = 'r'
          and attribute.attname = 'account_id' order by 1`.execute(tx),
    );
    expect(rows).toEqual(['audit', 'budget', 'installation', 'token'].map((name) => ({ name, safe: true })));
  });

  test('the account ends with its transaction', async () => {
    const { opened, own } = await twoAccounts();
    await opened.forAccount(own, async () => {});
    const { rows } = await opened.asSystem((tx) =>
      sql`select coalesce(current_setting('iris_app.account_id', true), '') as account, current_user = session_user as same`.execute(
        tx,
      ),
    );
    expect(rows).toEqual([{ account: '', same: true }]);
  });

  test('an account id that is no UUID is refused before the database is asked', async () => {
    const opened = await open();
    const work = opened.forAccount("x' or true", async () => {});
    await expect(work).rejects.toMatchObject({ code: 'account_id_invalid' });
  });

  test('a transaction inside a transaction is refused, and what comes after it is not', async () => {
    const opened = await open();
    const inner = [
      () => opened.asSystem(async () => {}),
      () => opened.forAccount(randomUUID(), async () => {}),
      () => opened.ping(),
      () => opened.migrate(),
    ];
    for (const work of inner)
      await expect(opened.asSystem(work)).rejects.toMatchObject({ code: 'nested_transaction' });
    let later: Promise<void> | undefined;
    await opened.asSystem(async () => {
      later = new Promise((resolve) => setTimeout(resolve, 30)).then(() => opened.ping());
    });
    await later;
  });

  test('what throws in a transaction leaves nothing behind, and the next one works', async () => {
    const { opened, own } = await twoAccounts();
    const failing = opened.forAccount(own, async (tx) => {
      await tx.deleteFrom('note').execute();
      await sql`select 1 / 0`.execute(tx);
    });
    await expect(failing).rejects.toThrow('division by zero');
    expect(await opened.forAccount(own, (tx) => tx.selectFrom('note').selectAll().execute())).toHaveLength(1);
  });

  test('what a statement was given is not on the error that it ends with', async () => {
    const opened = await open();
    const failing = opened.asSystem((tx) => sql`select ${'a private word'}::int`.execute(tx));
    const error = await failing.catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: '22P02' });
    expect(Object.keys(error as object)).not.toContain('params');
  });

  test('a hundred transactions at once do not mix', async () => {
    const { opened } = await twoAccounts();
    const counts = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const account_id = randomUUID();
        await opened.forAccount(account_id, (tx) =>
          tx.insertInto('note').values({ account_id, text: '' }).execute(),
        );
        return (await opened.forAccount(account_id, (tx) => tx.selectFrom('note').selectAll().execute()))
          .length;
      }),
    );
    expect(new Set(counts)).toEqual(new Set([1]));
  });

  test('values come in the same form from both databases', async () => {
    const opened = await open();
    const { rows } = await opened.asSystem((tx) =>
      sql<{
        bytes: Uint8Array;
        list: string[];
      }>`select 9007199254740991::int8 as big, '2026-03-29'::date as day,
        '2026-03-29T01:30:00.123Z'::timestamptz as moment, '\\x00ff'::bytea as bytes,
        '{"a":[1]}'::jsonb as json, 1.5::float8 as float, array['a','b'] as list`.execute(tx),
    );
    const { bytes, ...rest } = rows[0]!;
    expect(rest).toEqual({
      big: 9007199254740991,
      day: '2026-03-29',
      moment: new Date('2026-03-29T01:30:00.123Z'),
      json: { a: [1] },
      float: 1.5,
      list: ['a', 'b'],
    });
    expect([...bytes]).toEqual([0, 255]);
  });

  test('a migration that fails changes nothing and says which step it was', async () => {
    const opened = await open();
    const migrations = { '0001_good': 'create table good (n int)', '0002_bad': 'create table good (n int)' };
    await expect(opened.migrate({ name: 'failing', migrations })).rejects.toMatchObject({
      code: 'migration_failed',
      message: expect.stringContaining('0002_bad'),
    });
    const { rows } = await opened.asSystem((tx) => sql`select to_regclass('good') as good`.execute(tx));
    expect(rows).toEqual([{ good: null }]);
  });

  test('a schema that is newer is fine, unless a step says that it breaks', async () => {
    const opened = await open();
    const name = 'newer';
    const old = { '0001_one': 'create table newer_one (n int)' };
    await opened.migrate({ name, migrations: { ...old, '0002_two': 'alter table newer_one add m int' } });
    await opened.migrate({ name, migrations: old });
    await opened.migrate({
      name,
      migrations: {
        ...old,
        '0002_two': 'alter table newer_one add m int',
        '0003_three_breaking': 'alter table newer_one drop n',
      },
    });
    await expect(opened.migrate({ name, migrations: old })).rejects.toMatchObject({ code: 'schema_too_new' });
  });

  test.each([
    ['a set without a usable name', { name: 'Fleet Watch', migrations: {} }],
    ['a step without a number', { name: 'x', migrations: { create: '' } }],
  ])('%s is refused', async (_what, set) => {
    await expect(database().migrate(set)).rejects.toMatchObject({ code: 'settings_invalid' });
  });
});
