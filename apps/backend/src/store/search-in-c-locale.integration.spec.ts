import { randomUUID } from 'node:crypto';
import { createDatabase } from '@fleet-watch/iris-app-backend';
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { asset, createFleetUnderTest } from '../testing/fleet-under-test.ts';
import { fleetWatchMigrations } from './migrations/index.ts';
import type { FleetWatchTables } from './tables.ts';

test('a Danish name is found in either case on a server whose locale knows English letters only', async () => {
  const serverUrl = inject('postgresUrl');
  const name = `c_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`create database ${name} template template0 locale 'C'`);
  await client.end();
  const url = Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
  const database = await createDatabase<FleetWatchTables>({ url });
  await database.migrate({ name: 'fleet_watch', migrations: fleetWatchMigrations });
  const { sync, list } = createFleetUnderTest(database);
  await sync([[asset('a', null, { name: 'ØSTERGAARD 3' })]]);
  const found = async (q: string) => (await list({ q })).totalElements;
  expect([await found('ØSTERGAARD'), await found('østergaard'), await found('vestergaard')]).toEqual([
    1, 1, 0,
  ]);
  await database.close();
});
