import { createTestDatabase } from '@fleet-watch/testing';
import { expect, inject, test } from 'vitest';
import { createDatabase } from '../database/create-database.ts';
import { installedBody, startCallback } from '../testing/callback-under-test.ts';
import { openSilentLine } from '../testing/silent-line.ts';

test('connections that die in the midst of installs keep the next installs out for storeTimeoutMs only', async () => {
  const line = await openSilentLine(await createTestDatabase(inject('postgresUrl')));
  const database = await createDatabase<unknown>({ url: line.url });
  await database.migrate();
  const callback = await startCallback({ database, storeTimeoutMs: 300 });
  expect((await callback.deliver(installedBody())).status).toBe(204);
  // Two connections for two batches, the second beside one that is slow: what lies idle is dead as well.
  await Promise.all([database.ping(), database.ping()]);
  line.fallSilent();
  const body = installedBody();
  const identity = { 'trackunit-identity': await callback.signer.sign() };
  const lost = [callback.post(JSON.stringify(body), identity), callback.deliver(installedBody())];
  expect((await Promise.all(lost)).map(({ status }) => status)).toEqual([503, 503]);
  expect((await callback.deliver(installedBody())).status).toBe(204);
  expect((await callback.post(JSON.stringify(body), identity)).status).toBe(204);
  await callback.stop();
  await line.close();
  await database.close();
});
