import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { createTestDatabase } from '@fleet-watch/testing';
import { sql } from 'kysely';
import { expect, inject, test } from 'vitest';
import { openSilentLine } from '../testing/silent-line.ts';
import { within } from '../within.ts';
import { listenToAccountChanges } from './account-changes.ts';
import { createDatabase } from './create-database.ts';

/** An address that loses its connections in a failover, and for a while takes new ones and says nothing. */
const openFailoverLine = async (databaseUrl: string) => {
  const far = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const unanswered: Socket[] = [];
  let isMute = false;
  const line = createServer((near) => {
    const there = isMute ? undefined : connect(Number(far.port), far.hostname);
    if (there === undefined) unanswered.push(near.resume());
    else near.pipe(there).pipe(near);
    for (const socket of [near, there ?? near]) sockets.add(socket.on('error', () => undefined));
  }).listen(0, '127.0.0.1');
  await once(line, 'listening');
  const near = new URL(databaseUrl);
  near.host = `127.0.0.1:${(line.address() as AddressInfo).port}`;
  const dropAll = () => sockets.forEach((socket) => socket.destroy());
  return {
    url: near.href,
    unanswered,
    fail: () => {
      isMute = true;
      dropAll();
    },
    recover: () => void (isMute = false),
    close: async () => {
      dropAll();
      await new Promise((closed) => line.close(closed));
    },
  };
};

test('a connection that is taken and never answered is given up, and another one listens', async () => {
  const line = await openFailoverLine(await createTestDatabase(inject('postgresUrl')));
  const database = await createDatabase<unknown>({ url: line.url, connectTimeoutMs: 500 });
  const heard: string[] = [];
  let gaps = 0;
  const onGap = () => void (gaps += 1);
  const stop = await listenToAccountChanges(database, { onChange: (id) => void heard.push(id), onGap });
  line.fail();
  await expect.poll(() => line.unanswered.length, { timeout: 5000 }).toBe(1);
  line.recover();
  await expect.poll(() => gaps, { timeout: 10_000 }).toBe(2);
  await database.asSystem((tx) => sql`select pg_notify('iris_app_account', 'again')`.execute(tx));
  await expect.poll(() => heard).toEqual(['again']);
  await expect.poll(() => line.unanswered[0]?.destroyed, { timeout: 5000 }).toBe(true);
  await stop();
  await database.close();
  await line.close();
});

test('a first connection that is taken and never answered fails in time', async () => {
  const line = await openFailoverLine(await createTestDatabase(inject('postgresUrl')));
  const database = await createDatabase<unknown>({ url: line.url, connectTimeoutMs: 300 });
  line.fail();
  const listening = listenToAccountChanges(database, { onChange: () => {}, onGap: () => {} });
  await expect(within(3000, 'the test', listening)).rejects.toThrow(/timeout|took longer than 300 ms/);
  await database.close();
  await line.close();
});

test('a stop ends in time while the line of the listener is dead', async () => {
  const line = await openSilentLine(await createTestDatabase(inject('postgresUrl')));
  const database = await createDatabase<unknown>({ url: line.url });
  const stop = await listenToAccountChanges(database, { onChange: () => {}, onGap: () => {} });
  line.fallSilent();
  await within(3000, 'the stop', stop());
  await line.close();
  await database.close();
});

test('a stop ends in time while a connection is taken and not answered', async () => {
  const line = await openFailoverLine(await createTestDatabase(inject('postgresUrl')));
  const database = await createDatabase<unknown>({ url: line.url, connectTimeoutMs: 60_000 });
  const stop = await listenToAccountChanges(database, { onChange: () => {}, onGap: () => {} });
  line.fail();
  await expect.poll(() => line.unanswered.length, { timeout: 5000 }).toBe(1);
  await within(3000, 'the stop', stop());
  await expect.poll(() => line.unanswered[0]?.destroyed, { timeout: 5000 }).toBe(true);
  await database.close();
  await line.close();
});
