import { randomUUID } from 'node:crypto';
import { chown, stat, writeFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { startPostgres, type TestPostgres } from '@fleet-watch/testing';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openSilentLine } from '../testing/silent-line.ts';
import { listenToAccountChanges } from './account-changes.ts';
import { createDatabase } from './create-database.ts';
import { accountTablePolicySql } from './roles.ts';

let server: TestPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const set = {
  name: 'server_spec',
  migrations: {
    '0001_thing': `create table thing (account_id uuid not null); ${accountTablePolicySql('thing')}`,
    '0002_more': 'alter table thing add n int; create index on thing (n)',
  },
};

test('ten processes that start at once on an empty server migrate it once', async () => {
  const url = await server.createDatabase();
  const databases = await Promise.all(
    Array.from({ length: 10 }, () => createDatabase<unknown>({ url, maxConnections: 2 })),
  );
  await Promise.all(databases.map((database) => database.migrate(set)));
  const { rows } = await databases[0]!.asSystem((tx) =>
    sql`select name from iris_app.server_spec_migration order by name`.execute(tx),
  );
  expect(rows).toEqual([{ name: '0001_thing' }, { name: '0002_more' }]);
  await Promise.all(databases.map((database) => database.close()));
});

test('databases of one server that are set up at the same moment do not get in each other’s way', async () => {
  const databases = await Promise.all(
    Array.from({ length: 6 }, async () => createDatabase<unknown>({ url: await server.createDatabase() })),
  );
  await Promise.all(databases.map((database) => database.migrate(set)));
  await Promise.all(databases.map((database) => database.close()));
});

const asAdministrator = async (url: string, ...statements: readonly string[]): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
};

const asUser = (url: string, user: string): string => {
  const address = new URL(url);
  address.username = user;
  return address.href;
};

const rowsSeen = async (url: string): Promise<number> => {
  const database = await createDatabase<unknown>({ url });
  await database.migrate(set);
  const [own, other] = [randomUUID(), randomUUID()];
  for (const accountId of [own, other])
    await database.forAccount(accountId, (tx) => sql`insert into thing values (${accountId})`.execute(tx));
  const all = await database.asSystem((tx) => sql`select * from thing`.execute(tx));
  expect(all.rows).toHaveLength(2);
  const { rows } = await database.forAccount(own, (tx) => sql`select * from thing`.execute(tx));
  await database.close();
  return rows.length;
};

test('a login user that is no superuser and got both roles from an administrator needs nothing more', async () => {
  const url = await server.createDatabase();
  const name = new URL(url).pathname.slice(1);
  await asAdministrator(
    url,
    `do $$ begin create role iris_app_account nologin; exception when duplicate_object then null; end $$`,
    `do $$ begin create role iris_app_system nologin; exception when duplicate_object then null; end $$`,
    `create role plain_user login`,
    `grant iris_app_account, iris_app_system to plain_user with inherit true, set true`,
    `grant create on database ${name} to plain_user`,
    `grant create on schema public to plain_user`,
  );
  expect(await rowsSeen(asUser(url, 'plain_user'))).toBe(1);
});

test('a login user without the roles gets one clear error', async () => {
  const url = await server.createDatabase();
  await asAdministrator(
    url,
    `create role lonely_user login`,
    `grant create on database ${new URL(url).pathname.slice(1)} to lonely_user`,
  );
  const database = await createDatabase<unknown>({ url: asUser(url, 'lonely_user') });
  await expect(database.migrate(set)).rejects.toMatchObject({
    code: 'role_missing',
    message: expect.stringContaining('grant iris_app_account, iris_app_system to lonely_user'),
  });
  await database.close();
});

test('a connection that the server ends is replaced, and listening goes on', async () => {
  const own = await startPostgres();
  const database = await createDatabase<unknown>({ url: own.url });
  await database.migrate();
  const heard: string[] = [];
  let gaps = 0;
  const onGap = () => void (gaps += 1);
  const stop = await listenToAccountChanges(database, { onChange: (id) => void heard.push(id), onGap });
  await own.kill();
  await expect(database.ping()).rejects.toThrow();
  await own.start();
  await expect.poll(() => gaps, { timeout: 10_000 }).toBe(2);
  await database.asSystem((tx) => sql`select pg_notify('iris_app_account', 'again')`.execute(tx));
  await expect.poll(() => heard).toEqual(['again']);
  await stop();
  await database.close();
  await own.stop();
});

test('each connection asks after ten silent seconds whether the server is still there', async () => {
  const setKeepAlive = vi.spyOn(Socket.prototype, 'setKeepAlive');
  const database = await createDatabase<unknown>({ url: await server.createDatabase() });
  await database.ping();
  const stop = await listenToAccountChanges(database, { onChange: () => {}, onGap: () => {} });
  const asking = setKeepAlive.mock.calls.filter(([isOn, delayMs]) => isOn === true && delayMs === 10_000);
  expect(asking).toHaveLength(2);
  await stop();
  await database.close();
  setKeepAlive.mockRestore();
});

/** Starts a server again as a standby, which takes connections and refuses to listen. */
const restartAsStandby = async (own: TestPostgres): Promise<void> => {
  const client = new pg.Client({ connectionString: own.url });
  await client.connect();
  const { rows } = await client.query<{ data_directory: string }>('show data_directory');
  await client.end();
  await own.kill();
  const folder = rows[0]?.data_directory ?? '';
  const { uid, gid } = await stat(folder);
  await writeFile(`${folder}/standby.signal`, '');
  await chown(`${folder}/standby.signal`, uid, gid);
  await own.start();
};

test('a server that refuses to listen is left without a connection, however often it is tried', async () => {
  const own = await startPostgres();
  await restartAsStandby(own);
  const database = await createDatabase<unknown>({ url: own.url });
  for (let tries = 0; tries < 3; tries += 1)
    await expect(listenToAccountChanges(database, { onChange: () => {}, onGap: () => {} })).rejects.toThrow(
      'LISTEN',
    );
  const listeners = () =>
    database.asSystem(async (tx) => {
      const { rows } = await sql`select 1 from pg_stat_activity where query like 'listen %'`.execute(tx);
      return rows.length;
    });
  await expect.poll(listeners).toBe(0);
  await database.close();
  await own.stop();
});

test('a server that falls silent fails a ping in time', async () => {
  const line = await openSilentLine(await server.createDatabase());
  const database = await createDatabase<unknown>({ url: line.url, connectTimeoutMs: 200 });
  await database.ping();
  line.fallSilent();
  await expect(database.ping()).rejects.toThrow('the database took longer than 200 ms');
  await line.close();
  await database.close();
});

test('a server that ends in the midst of a transaction ends the transaction, not the process', async () => {
  const own = await startPostgres();
  const database = await createDatabase<unknown>({ url: own.url });
  const work = database.asSystem(async (tx) => {
    await sql`select 1`.execute(tx);
    await own.kill();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await sql`select 1`.execute(tx);
  });
  await expect(work).rejects.toThrow();
  await own.start();
  await database.ping();
  await database.close();
  await own.stop();
});
