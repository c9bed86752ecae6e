import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchRow } from '../bench-row.ts';
import { startBenchSystem, toSeed, type BenchSystem } from './fixture.ts';

const accountCount = 2000;
const assetsEach = 50;
/** Trackunit is not next door: so long every answer takes. */
const latencyMs = 100;
const installsAtATime = 32;

const installAll = async ({ trackunit, accounts }: BenchSystem): Promise<void> => {
  const waiting = accounts.map(({ accountId }) => accountId);
  const installSome = async () => {
    for (let accountId = waiting.pop(); accountId !== undefined; accountId = waiting.pop())
      await trackunit.install({ irisAppId: '@fleet-watch/fleet-watch', accountId });
  };
  await Promise.all(Array.from({ length: installsAtATime }, installSome));
};

/** Seconds from the first sync's start to the last one's end, of those that were queued last. */
const untilAllAreDone = async ({ client }: BenchSystem): Promise<number> => {
  for (;;) {
    const { rows } = await client.query<{ open: number; seconds: number; done: number }>(
      `select (count(*) filter (where state in ('QUEUED', 'RUNNING')))::int as open,
         (count(*) filter (where state = 'SUCCEEDED'))::int as done,
         extract(epoch from max(finished_at) - min(started_at))::float8 as seconds
       from (select distinct on (account_id) * from sync order by account_id, queued_at desc) as newest`,
    );
    const [row] = rows;
    if (row?.open === 0 && row.done === accountCount) return row.seconds;
    if (row?.open === 0) throw new Error(`only ${row.done} of ${accountCount} syncs succeeded`);
    await sleep(200);
  }
};

const measureWorkers = async (system: BenchSystem, count: number): Promise<number> => {
  await installAll(system);
  const workers = await Promise.all(
    Array.from({ length: count }, () => system.startAnother({ ROLES: 'worker' })),
  );
  const seconds = await untilAllAreDone(system);
  for (const worker of workers) await worker.stop();
  return seconds;
};

/** 2,000 accounts of 50 assets, whose jobs were all waiting, with one worker process and with two. */
export const measureMany = async (): Promise<BenchRow[]> => {
  const seeds = Array.from({ length: accountCount }, (_, index) => toSeed(`Account ${index}`, assetsEach));
  await using system = await startBenchSystem(seeds, { ROLES: 'web' });
  system.trackunit.addFault({ route: '*', effect: { kind: 'latency', ms: latencyMs } });
  const one = await measureWorkers(system, 1);
  const two = await measureWorkers(system, 2);
  return [
    { name: '2,000 accounts × 50 assets, Trackunit 100 ms away, one worker', value: one, unit: 's' },
    { name: 'accounts a second, one worker', value: accountCount / one, unit: 'accounts/s' },
    { name: '2,000 accounts × 50 assets, two workers', value: two, unit: 's' },
    {
      ...{ name: 'two worker processes against one', value: one / two, unit: '×' },
      ...{ aim: '≥ 1.6', ok: one / two >= 1.6 },
    },
  ];
};
