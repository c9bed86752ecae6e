import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { AccountSummary } from '@fleet-watch/emulator';
import type { BenchRow } from '../bench-row.ts';
import { percentile, runSync, startBenchSystem, toSeed, type BenchSystem } from './fixture.ts';

const giantAssets = 100_000;
const mib = 1_048_576;

const readAlone = async ({ trackunit }: BenchSystem, { accountId }: AccountSummary): Promise<number> => {
  const answer = await fetch(`${trackunit.url}/_emulator/api-keys`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ accountId, scopes: ['asset.view'] }),
  });
  const { clientId, clientSecret } = (await answer.json()) as { clientId: string; clientSecret: string };
  const script = new URL('read-fleet.ts', import.meta.url).pathname;
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [script, trackunit.url, clientId, clientSecret]);
  return Number(stdout);
};

/** PostgreSQL's own way in, from a file on its disk into the staging table: nothing that goes over a wire is faster. */
const copyAlone = async ({ client }: BenchSystem): Promise<number> => {
  const { rows } = await client.query<{ columns: string }>(
    `select string_agg(column_name, ', ' order by ordinal_position) as columns from information_schema.columns
     where table_name = 'asset' and is_generated = 'NEVER'`,
  );
  const columns = rows[0]?.columns ?? '';
  const file = join(tmpdir(), `fleet-watch-${randomUUID()}.csv`);
  await client.query(`copy (select ${columns} from asset) to '${file}' (format csv)`);
  await client.query('create table bench_copy (like asset including all)');
  const startedMs = performance.now();
  await client.query(`copy bench_copy (${columns}) from '${file}' (format csv)`);
  const perSecond = (giantAssets / (performance.now() - startedMs)) * 1000;
  await client.query('drop table bench_copy');
  await rm(file);
  return perSecond;
};

const readMemoryMib = async ({ backend }: BenchSystem): Promise<number> => {
  const text = await (await fetch(`${backend().url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]) / mib;
};

/** Does something again and again while something else goes on. */
const whileRunning = async <Result>(main: Promise<Result>, step: () => Promise<void>): Promise<Result> => {
  let running = true;
  const repeat = async () => {
    while (running) await step();
  };
  const repeated = repeat();
  const result = await main.finally(() => (running = false));
  await repeated;
  return result;
};

const countWrites = async ({ client }: BenchSystem): Promise<number> => {
  await sleep(1200);
  await client.query('select pg_stat_force_next_flush()');
  const { rows } = await client.query<{ writes: number }>(
    `select (n_tup_ins + n_tup_upd + n_tup_del)::int as writes from pg_stat_user_tables where relname = 'asset'`,
  );
  return rows[0]?.writes ?? Number.NaN;
};

/** One account of 100,000 assets: how fast, in how much memory, and what others notice of it. */
export const measureGiant = async (): Promise<BenchRow[]> => {
  const small = Array.from({ length: 20 }, (_, index) => toSeed(`Small ${index}`, 50));
  await using system = await startBenchSystem([toSeed('Giant', giantAssets), ...small]);
  const { trackunit, accounts } = system;
  const [giant, ...others] = accounts as [AccountSummary, ...AccountSummary[]];
  trackunit.setSpeed(0);
  for (const account of others) await system.install(account);
  const idleMib = await readMemoryMib(system);
  let peakMib = 0;
  await trackunit.install({ irisAppId: '@fleet-watch/fleet-watch', accountId: giant.accountId });
  const first = await whileRunning(runSync(system, giant), async () => {
    peakMib = Math.max(peakMib, await readMemoryMib(system));
    await sleep(200);
  });
  const [fetchPerSecond, copyPerSecond] = [await readAlone(system, giant), await copyAlone(system)];

  const before = await countWrites(system);
  const readsMs: number[] = [];
  const unchanged = await whileRunning(runSync(system, giant), async () => {
    const startedMs = performance.now();
    await (await system.ask(giant, '/api/v1/fleet/assets')).arrayBuffer();
    readsMs.push(performance.now() - startedMs);
    await sleep(20);
  });
  const writes = (await countWrites(system)) - before;

  const delaysMs: number[] = [];
  let next = 0;
  await whileRunning(runSync(system, giant), async () => {
    const account = others[next++ % others.length] ?? giant;
    const { waitedMs, tookMs } = await runSync(system, account);
    delaysMs.push(waitedMs + tookMs);
  });

  const perSecond = (first.fetched / first.tookMs) * 1000;
  const slower = Math.min(fetchPerSecond, copyPerSecond);
  const grownMib = peakMib - idleMib;
  const delayMs = percentile(delaysMs, 0.99);
  return [
    { name: 'assets through the whole pipeline, first sync', value: perSecond, unit: 'assets/s' },
    { name: 'assets fetched and parsed alone', value: fetchPerSecond, unit: 'assets/s' },
    { name: 'assets by COPY from a file of the server alone', value: copyPerSecond, unit: 'assets/s' },
    {
      ...{ name: 'pipeline against the slower of the two', value: perSecond / slower, unit: '×' },
      ...{ aim: '≥ 0.5', ok: perSecond / slower >= 0.5 },
    },
    {
      ...{ name: 'memory above idle while 100,000 assets sync', value: grownMib, unit: 'MiB' },
      ...{ aim: '≤ 150', ok: grownMib <= 150 },
    },
    { name: 'a sync of 100,000 unchanged assets', value: unchanged.tookMs / 1000, unit: 's' },
    {
      ...{ name: 'rows written by a sync of unchanged assets', value: writes, unit: 'rows' },
      ...{ aim: '0', ok: writes === 0 },
    },
    {
      ...{ name: 'GET /fleet/assets of 100,000 while they sync, p99', value: percentile(readsMs, 0.99) },
      unit: 'ms',
    },
    {
      ...{ name: 'a sync of 50 assets while a giant syncs, asked to done, p99', value: delayMs, unit: 'ms' },
      ...{ aim: '≤ 2000', ok: delayMs <= 2000 },
    },
  ];
};
