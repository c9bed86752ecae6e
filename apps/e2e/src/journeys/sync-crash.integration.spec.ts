import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import type { Account, AssetRow, FleetSummary, Page, Sync } from '@fleet-watch/contracts';
import type { AccountSeed, AccountSummary } from '@fleet-watch/emulator';
import { startPostgres, type TestPostgres } from '@fleet-watch/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startSystem, type System } from '../testing/start-system.ts';
import { holdPublishing, isSilent } from './sync-crash/hold-publishing.ts';
import { findOverlaps, listPageCalls } from './sync-crash/page-calls.ts';

const thresholds = { silentAfterHours: 72, silentAfterHoursByAssetType: { TOOL: 336 } };

const seed = (name: string, assetCount: number): AccountSeed => ({
  accountId: randomUUID(),
  name,
  assetCount,
  users: [{ userId: `00u${randomUUID().slice(0, 12)}`, name: `${name} user`, email: 'user@example.com' }],
});

const toJson = async <Body>(response: Promise<Response>) => (await (await response).json()) as Body;

/** Not while a test runs: a sync by the clock would come after the one that the test has begun. */
const onceAYear = '0 0 1 1 *';

/** A system of a test's own, and a connection of its own to the database where that is a server. */
const open = async (postgres: TestPostgres | undefined, accounts: readonly AccountSeed[]) => {
  const url = await postgres?.createDatabase();
  const client = url === undefined ? undefined : new pg.Client({ connectionString: url });
  await client?.connect();
  const env = { SYNC_CRON: onceAYear, ...(url === undefined ? {} : { DATABASE_URL: url }) };
  const system = await startSystem({ accounts, env }).catch(async (cause: unknown) => {
    await client?.end();
    throw cause;
  });
  const close = async () => {
    await client?.end();
    await system.close();
  };
  return { ...system, client, url, [Symbol.asyncDispose]: close };
};

type Asker = Pick<System, 'ask'>;

/** What a user sees of a fleet: the numbers, and the list that they should be the numbers of. */
const look = async ({ ask }: Asker, account: AccountSummary) => {
  const summary = await toJson<FleetSummary>(ask(account, '/api/v1/fleet/summary'));
  const page = await toJson<Page<AssetRow>>(ask(account, '/api/v1/fleet/assets?size=1'));
  const { asOf, total, reporting, silent, neverReported } = summary;
  return { asOf, counts: { total, reporting, silent, neverReported }, listed: page.totalElements };
};

const startSync = ({ ask }: Asker, account: AccountSummary) =>
  toJson<Sync>(ask(account, '/api/v1/syncs', { method: 'POST' }));

const lastSync = async ({ ask }: Asker, account: AccountSummary) =>
  (await toJson<Account>(ask(account, '/api/v1/account'))).lastSync;

const slow = (accountId: string, ms: number) => ({
  ...{ accountId, route: 'POST /api/graphql/' },
  effect: { kind: 'latency' as const, ms },
});

/** Who waits for the table that publishing ends with, which the test has locked. */
const countHeldSql = `
  select count(*)::int as count from pg_locks where not granted and relation = 'fleet_day'::regclass`;

/** What every database has to stand. */
const killInEachPhase = async (postgres: TestPostgres | undefined) => {
  const seeds = [seed('Begin', 40), seed('Staging', 900), seed('Publish', 300)];
  await using opened = await open(postgres, seeds);
  const { trackunit, accounts, client } = opened;
  if (client === undefined) await holdPublishing(opened);
  for (const account of accounts) await opened.install(account);
  const before = await Promise.all(accounts.map((account) => look(opened, account)));
  trackunit.advance(6 * 86_400_000);

  const [begin, staging, publish] = accounts as [AccountSummary, AccountSummary, AccountSummary];
  trackunit.addFault(slow(begin.accountId, 40_000));
  trackunit.addFault(slow(staging.accountId, 800));
  // Readers are let through, and the last step of publishing is not.
  await client?.query('begin; lock table fleet_day in share row exclusive mode');
  for (const account of [begin, staging]) await startSync(opened, account);
  const waiting = { timeout: 20_000, interval: 20 };
  const areInTheirPhase = async () => {
    expect(await lastSync(opened, begin)).toMatchObject({ state: 'RUNNING', fetched: 0 });
    expect(await lastSync(opened, staging)).toMatchObject({ state: 'RUNNING' });
    expect((await lastSync(opened, staging))?.fetched).toBeGreaterThan(0);
  };
  await vi.waitFor(areInTheirPhase, waiting);
  await startSync(opened, publish);
  if (client === undefined) {
    const { url } = opened.backend();
    await vi.waitFor(async () => expect(await isSilent(url, 3000)).toBe(true), waiting);
  } else {
    await vi.waitFor(async () => {
      expect((await lastSync(opened, publish))?.fetched).toBe(300);
      const { rows } = await client.query<{ count: number }>(countHeldSql);
      expect(rows[0]?.count).toBe(1);
      await areInTheirPhase();
    }, waiting);
  }
  await opened.backend().kill();
  await client?.query('rollback');
  // So that what takes over at once, as on the embedded database, is not done before somebody has looked.
  trackunit.clearFaults();
  for (const { accountId } of accounts) trackunit.addFault(slow(accountId, 8000));
  await opened.startBackendAgain();

  for (const [index, account] of accounts.entries()) {
    expect((await look(opened, account)).counts).toEqual(before[index]?.counts);
  }
  trackunit.clearFaults();
  for (const account of accounts) {
    await vi.waitFor(
      async () => expect(await lastSync(opened, account)).toMatchObject({ state: 'SUCCEEDED' }),
      { timeout: 60_000, interval: 200 },
    );
    const { counts } = await look(opened, account);
    expect(counts).toEqual(trackunit.truth(account.accountId, thresholds).counts);
  }
};

const stopInTheMiddle = async (postgres: TestPostgres | undefined) => {
  await using opened = await open(postgres, [seed('Slow', 50)]);
  const { trackunit, accounts } = opened;
  const [account] = accounts as [AccountSummary];
  await opened.install(account);
  trackunit.addFault(slow(account.accountId, 50_000));
  const { id } = await startSync(opened, account);
  await vi.waitFor(async () => expect(await lastSync(opened, account)).toMatchObject({ state: 'RUNNING' }), {
    timeout: 20_000,
  });

  const stoppedAt = Date.now();
  const stopping = opened.backend().stop();
  await vi.waitFor(() => expect(fetch(`${opened.backend().url}/healthz`)).rejects.toThrow(), {
    timeout: 6000,
  });
  expect(await stopping).toBe(0);
  expect(Date.now() - stoppedAt).toBeLessThan(25_000);

  trackunit.clearFaults();
  await opened.startBackendAgain();
  await vi.waitFor(
    async () => expect(await lastSync(opened, account)).toMatchObject({ id, state: 'SUCCEEDED' }),
    { timeout: 40_000, interval: 100 },
  );
};

/** Accounts whose job had to be given to another process, because the one that had it was heard of no more. */
const takenOverSql = `
  select distinct group_id as "accountId" from iris_app_jobs.job where name = 'sync-fleet' and retry_count > 0`;

const killed = 'a process killed in each phase of a sync leaves what was seen; the next one brings all of it';
const stopped = 'a process that is asked to stop hands back within 25 seconds what it can’t finish';
const timeoutMs = 150_000;

// What is slow here is waiting until a dead process is given up, and that can be waited for together; the slowest
// begin.
describe.concurrent('a sync that is interrupted', () => {
  let postgres: TestPostgres | undefined;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.stop());

  test(`PostgreSQL server: ${killed}`, () => killInEachPhase(postgres), timeoutMs);
  test(`embedded database: ${stopped}`, () => stopInTheMiddle(undefined), timeoutMs);

  test(
    'PostgreSQL server: two processes share ten accounts, one is killed: each is synced, and none twice at a time',
    async () => {
      const seeds = Array.from({ length: 10 }, (_, index) => seed(`Account ${index}`, 400));
      await using opened = await open(postgres, seeds);
      const { trackunit, accounts, client } = opened;
      if (client === undefined) throw new Error('this needs a server');
      for (const account of accounts) await opened.install(account);
      for (const { accountId } of accounts) trackunit.addFault(slow(accountId, 300));
      const other = await opened.startAnother({ ROLES: 'worker' });

      const callsBefore = listPageCalls(trackunit).length;
      const syncs = await Promise.all(accounts.map((account) => startSync(opened, account)));
      await vi.waitFor(
        async () => {
          const { rows } = await client.query<{ count: number }>(
            `select count(*)::int as count from sync where state = 'RUNNING' and fetched > 0`,
          );
          expect(rows[0]?.count).toBeGreaterThan(5);
        },
        { timeout: 20_000 },
      );
      await other.kill();
      await vi.waitFor(
        async () => {
          const states = await Promise.all(accounts.map((account) => lastSync(opened, account)));
          expect(states).toMatchObject(syncs.map(({ id }) => ({ id, state: 'SUCCEEDED', fetched: 400 })));
        },
        { timeout: 100_000, interval: 250 },
      );

      const calls = listPageCalls(trackunit).slice(callsBefore);
      expect(findOverlaps(calls)).toEqual([]);
      // The one that was killed had work, the other one did what was its own once, and only what was lost was read again.
      const { rows } = await client.query<{ accountId: string }>(takenOverSql);
      const takenOver = new Set(rows.map(({ accountId }) => accountId));
      expect(takenOver.size).toBeGreaterThan(0);
      expect(takenOver.size).toBeLessThan(accounts.length);
      const countPages = (accountId: string) => calls.filter((call) => call.accountId === accountId).length;
      for (const { accountId } of accounts) {
        if (takenOver.has(accountId)) expect(countPages(accountId)).toBeGreaterThanOrEqual(4);
        else expect(countPages(accountId)).toBe(4);
      }
      const readAgain = [...takenOver].filter((accountId) => countPages(accountId) > 4);
      expect(readAgain.length).toBeGreaterThan(0);
    },
    timeoutMs,
  );

  test(`embedded database: ${killed}`, () => killInEachPhase(undefined), timeoutMs);
  test(`PostgreSQL server: ${stopped}`, () => stopInTheMiddle(postgres), timeoutMs);
});

describe('an empty PostgreSQL server', () => {
  let postgres: TestPostgres | undefined;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.stop());

  test(
    'ten processes that start at once on an empty database migrate it once and all work',
    async () => {
      const url = await postgres?.createDatabase();
      const env = { PATH: process.env['PATH'] ?? '', DATABASE_URL: url ?? '', DATA_DIR: tmpdir() };
      const cli = new URL('../../../backend/src/cli/main.ts', import.meta.url).pathname;
      const runs = Array.from({ length: 10 }, () =>
        promisify(execFile)(process.execPath, [cli, 'jobs', 'dead'], {
          env: { ...env, CREDENTIAL_KEYS: `k:${Buffer.alloc(32, 1).toString('base64')}` },
        }),
      );
      for (const { stdout } of await Promise.all(runs)) expect(stdout).toBe('No job is dead.\n');
    },
    timeoutMs,
  );
});
