import pg from 'pg';
import { expect, test } from 'vitest';
import { startPostgres } from './index.ts';

const ask = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
};

test('a test’s PostgreSQL keeps what it committed through a crash', async () => {
  const server = await startPostgres({ durable: true });
  try {
    const url = await server.createDatabase();
    await ask(url, 'create table kept (n int)');
    await ask(url, 'insert into kept values (7)');
    await server.kill();
    await expect(ask(url, 'select 1')).rejects.toThrow();
    await server.start();
    expect(await ask(url, 'select n from kept')).toEqual([{ n: 7 }]);
  } finally {
    await server.stop();
  }
});
