import { setTimeout as sleep } from 'node:timers/promises';
import type { AccountSummary } from '@fleet-watch/emulator';
import type { BenchRow } from '../bench-row.ts';
import { copyAlone } from './copy-alone.ts';
import { measureCpu, toCpuRows } from './cpu-time.ts';
import { installSoon, percentile, runSync, startBenchSystem, toSeed, type BenchSystem } from './fixture.ts';
import { readMemoryMib } from './process-memory.ts';
import { readAlone } from './read-alone.ts';
import { whileRunning } from './while-running.ts';

const giantAssets = 100_000;
const changes = 3;
const dayMs = 86_400_000;

/** What people ask for: the first page as it comes, what they look for, and another order. */
const reads = [
  { what: 'first page', query: '' },
  { what: 'search', query: '?q=manitou' },
  { what: 'sorted by last sign of life', query: '?sort=-lastSeenAt' },
] as const;

const countWrites = async ({ client }: BenchSystem): Promise<number> => {
  await sleep(1200);
  await client.query('select pg_stat_force_next_flush()');
  const { rows } = await client.query<{ writes: number }>(
    `select (n_tup_ins + n_tup_upd + n_tup_del)::int as writes from pg_stat_user_tables where relname = 'asset'`,
  );
  return rows[0]?.writes ?? Number.NaN;
};

const measureFirstSync = async (system: BenchSystem, giant: AccountSummary): Promise<BenchRow[]> => {
  const { pid } = system.backend();
  const { nowMib: idleMib } = await readMemoryMib(pid);
  const { result: first, cpu } = await measureCpu(system, [pid], async () => {
    await installSoon(system, giant);
    return runSync(system, giant);
  });
  const { peakMib } = await readMemoryMib(pid);
  const perSecond = (first.fetched / first.tookMs) * 1000;
  const [fetchPerSecond, copyPerSecond] = [await readAlone(system, giant), await copyAlone(system)];
  const slower = Math.min(fetchPerSecond, copyPerSecond);
  const grownMib = peakMib - idleMib;
  return [
    {
      name: 'assets through the whole pipeline, first sync, start to seen',
      value: perSecond,
      unit: 'assets/s',
    },
    { name: 'assets fetched and parsed alone', value: fetchPerSecond, unit: 'assets/s' },
    { name: 'assets by COPY from a file of the server alone', value: copyPerSecond, unit: 'assets/s' },
    {
      name: 'pipeline against the slower of the two',
      value: perSecond / slower,
      unit: '×',
      aim: '≥ 0.5',
      ok: perSecond / slower >= 0.5,
    },
    ...toCpuRows('core time of 1,000 assets of a first sync', cpu, giantAssets / 1000),
    {
      name: 'peak memory above idle, 100,000 assets, on PostgreSQL',
      value: grownMib,
      unit: 'MiB',
      // Nobody keeps a peak where there is no /proc.
      ...(Number.isNaN(grownMib) ? {} : { aim: '≤ 150', ok: grownMib <= 150 }),
    },
  ];
};

const measureUnchanged = async (system: BenchSystem, giant: AccountSummary): Promise<BenchRow[]> => {
  const before = await countWrites(system);
  const { tookMs } = await runSync(system, giant);
  const writes = (await countWrites(system)) - before;
  return [
    { name: 'a sync of 100,000 unchanged assets', value: tookMs / 1000, unit: 's' },
    {
      name: 'rows written by a sync of unchanged assets',
      value: writes,
      unit: 'rows',
      aim: '0',
      ok: writes === 0,
    },
  ];
};

/** People read while machines' signs of life are brought up to date, so that some of them meet the publishing of it. */
const measureReads = async (system: BenchSystem, giant: AccountSummary): Promise<BenchRow[]> => {
  const measured = reads.map((read) => ({ ...read, tookMs: [] as number[] }));
  const before = await countWrites(system);
  const syncsMs: number[] = [];
  let next = 0;
  for (let change = 0; change < changes; change += 1) {
    system.trackunit.advance(dayMs);
    const { tookMs } = await whileRunning(runSync(system, giant), async () => {
      const read = measured[next++ % measured.length];
      const startedMs = performance.now();
      const answer = await system.ask(giant, `/api/v1/fleet/assets${read?.query ?? ''}`);
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`a read was answered with ${answer.status}`);
      read?.tookMs.push(performance.now() - startedMs);
    });
    syncsMs.push(tookMs);
  }
  const writes = ((await countWrites(system)) - before) / changes;
  return [
    { name: 'rows written by a sync a day later', value: writes, unit: 'rows' },
    { name: 'such a sync while people read', value: percentile(syncsMs, 0.5) / 1000, unit: 's' },
    ...measured.map(({ what, tookMs }) => ({
      name: `GET /fleet/assets meanwhile, ${what}, p99 of ${tookMs.length}`,
      value: percentile(tookMs, 0.99),
      unit: 'ms',
    })),
  ];
};

/** One account of 100,000 assets: how fast, in how much memory, and what readers notice of it. */
export const measureGiant = async (): Promise<BenchRow[]> => {
  await using system = await startBenchSystem([toSeed('Giant', giantAssets)]);
  const [giant] = system.accounts as [AccountSummary];
  system.trackunit.setSpeed(0);
  return [
    ...(await measureFirstSync(system, giant)),
    ...(await measureUnchanged(system, giant)),
    ...(await measureReads(system, giant)),
  ];
};
