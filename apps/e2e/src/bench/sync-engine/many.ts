import { setTimeout as sleep } from 'node:timers/promises';
import type { AccountSummary } from '@fleet-watch/emulator';
import type { BenchRow } from '../bench-row.ts';
import { addCpu, measureCpu, toCpuRows, type CpuMs } from './cpu-time.ts';
import { installSoon, startBenchSystem, toSeed, type BenchSystem } from './fixture.ts';

/** Every group is read for the first time, so all of them are the same work. */
const groupSize = 1000;
/** Twice one worker and twice two, so that what gets slower or faster over time counts for both alike. */
const workersByGroup = [1, 2, 2, 1] as const;
const assetsEach = 50;
/** Trackunit is not next door: so long every answer takes. */
const latencyMs = 100;
const installsAtATime = 32;

const installAll = async (system: BenchSystem, accounts: readonly AccountSummary[]): Promise<void> => {
  const waiting = [...accounts];
  const installSome = async () => {
    for (let account = waiting.pop(); account !== undefined; account = waiting.pop())
      await installSoon(system, account);
  };
  await Promise.all(Array.from({ length: installsAtATime }, installSome));
};

/** Seconds from the start of the first sync of these accounts until the reading of each can be seen. */
const untilAllAreSeen = async (
  { client }: BenchSystem,
  accounts: readonly AccountSummary[],
): Promise<number> => {
  const accountIds = accounts.map(({ accountId }) => accountId);
  for (;;) {
    const { rows } = await client.query<{ open: number; seconds: number; done: number }>(
      `select (count(*) filter (where state in ('QUEUED', 'RUNNING')))::int as open,
         (count(distinct account_id) filter (where state = 'SUCCEEDED'))::int as done,
         extract(epoch from clock_timestamp() - min(started_at))::float8 as seconds
       from sync where account_id = any($1)`,
      [accountIds],
    );
    const [row] = rows;
    if (row?.open === 0 && row.done === accounts.length) return row.seconds;
    if (row?.open === 0) throw new Error(`only ${row.done} of ${accounts.length} accounts were read`);
    await sleep(100);
  }
};

type Measured = { readonly workers: number; readonly seconds: number; readonly cpu: CpuMs | undefined };

const measureGroup = async (
  system: BenchSystem,
  accounts: readonly AccountSummary[],
  workers: number,
): Promise<Measured> => {
  await installAll(system, accounts);
  const started = await Promise.all(
    Array.from({ length: workers }, () => system.startAnother({ ROLES: 'worker' })),
  );
  const pids = started.map(({ pid }) => pid);
  const { result, cpu } = await measureCpu(system, pids, () => untilAllAreSeen(system, accounts));
  for (const worker of started) await worker.stop();
  return { workers, seconds: result, cpu };
};

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** Accounts of 50 assets, whose jobs were all waiting, with one worker process and with two. */
export const measureMany = async (): Promise<BenchRow[]> => {
  const all = groupSize * workersByGroup.length;
  const seeds = Array.from({ length: all }, (_, index) => toSeed(`Account ${index}`, assetsEach));
  // Once a year, so that the schedule asks for nothing meanwhile.
  await using system = await startBenchSystem(seeds, { ROLES: 'web', SYNC_CRON: '0 0 1 1 *' });
  system.trackunit.addFault({ route: '*', effect: { kind: 'latency', ms: latencyMs } });
  const measured: Measured[] = [];
  for (const [index, workers] of workersByGroup.entries()) {
    const accounts = system.accounts.slice(index * groupSize, (index + 1) * groupSize);
    measured.push(await measureGroup(system, accounts, workers));
  }
  const secondsOf = (workers: number) =>
    sum(measured.filter((group) => group.workers === workers).map(({ seconds }) => seconds));
  const [one, two] = [secondsOf(1), secondsOf(2)];
  const cpu = addCpu(measured.filter(({ workers }) => workers === 2).map((group) => group.cpu));
  const what = '2,000 accounts × 50 assets, all waiting, Trackunit 100 ms away, first start to last seen';
  return [
    { name: `${what}, one worker`, value: one, unit: 's' },
    { name: `${what}, two workers`, value: two, unit: 's' },
    { name: 'accounts a second, one worker', value: (2 * groupSize) / one, unit: 'accounts/s' },
    {
      name: 'two worker processes against one, as often first as last',
      value: one / two,
      unit: '×',
      aim: '≥ 1.6',
      ok: one / two >= 1.6,
    },
    ...toCpuRows('core time of an account of 50 assets, two workers', cpu, 2 * groupSize),
  ];
};
