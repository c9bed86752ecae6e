import { startPostgres } from '@fleet-watch/testing';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { listenToAccountChanges } from './account-changes.ts';
import { createDatabase } from './create-database.ts';

test('the log says why the connection for notifications ended, and why it cannot be opened again', async () => {
  const server = await startPostgres();
  onTestFinished(() => server.stop());
  const url = await server.createDatabase();
  const lines: unknown[] = [];
  const warn = ({ channel, reason }: Record<string, unknown>) =>
    void (channel !== undefined && lines.push(reason));
  const database = await createDatabase<unknown>({ url, logger: { info: () => {}, warn, error: () => {} } });
  onTestFinished(() => database.close());
  const stop = await listenToAccountChanges(database, { onChange: () => {}, onGap: () => {} });
  onTestFinished(stop);

  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  onTestFinished(() => admin.end());
  const name = new URL(url).pathname.slice(1);
  await admin.query(`alter database "${name}" allow_connections false`);
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  await expect
    .poll(() => lines.slice(0, 2))
    .toEqual([
      'terminating connection due to administrator command',
      expect.stringContaining('not currently accepting connections'),
    ]);
});
