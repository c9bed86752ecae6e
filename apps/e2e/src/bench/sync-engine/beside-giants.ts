import type { AccountSummary } from '@fleet-watch/emulator';
import type { BenchRow } from '../bench-row.ts';
import { installSoon, percentile, runSync, startBenchSystem, toSeed, type BenchSystem } from './fixture.ts';
import { whileRunning } from './while-running.ts';

const known = { count: 20, assets: 50, atATime: 4 } as const;
const alone = { count: 3, assets: 50_000 } as const;
/** More than a process has places for, each larger than what may be read in one of them. */
const together = { count: 12, assets: 15_000 } as const;
const newcomers = { count: 5, assets: 50 } as const;
const longestMs = 2000;

const toSeeds = (name: string, { count, assets }: { readonly count: number; readonly assets: number }) =>
  Array.from({ length: count }, (_, index) => toSeed(`${name} ${index}`, assets));

const readFirst = async (system: BenchSystem, account: AccountSummary): Promise<number> => {
  await installSoon(system, account);
  return (await runSync(system, account)).askedMs;
};

const toRow = (what: string, delaysMs: readonly number[]): BenchRow => {
  const value = percentile(delaysMs, 0.99);
  const name = `a sync of 50 assets ${what}, asked to seen, p99 of ${delaysMs.length}`;
  return { name, value, unit: 'ms', aim: `≤ ${longestMs}`, ok: value <= longestMs };
};

/** How long small accounts wait while the size of giants is not known yet: at their first sync. */
export const measureBesideGiants = async (): Promise<BenchRow[]> => {
  await using system = await startBenchSystem([
    ...toSeeds('Small', known),
    ...toSeeds('Alone', alone),
    ...toSeeds('Together', together),
    ...toSeeds('New', newcomers),
  ]);
  system.trackunit.setSpeed(0);
  const named = (name: string) => system.accounts.filter((account) => account.name.startsWith(name));
  const small = named('Small');
  for (const account of small) await system.install(account);

  let next = 0;
  /** Syncs small fleets as long as the giants are read; answers how long each took from when it was asked for. */
  const syncSmallDuring = async (giants: Promise<unknown>): Promise<number[]> => {
    const delaysMs: number[] = [];
    const syncOne = async () => {
      const account = small[next++ % small.length];
      if (account !== undefined) delaysMs.push((await runSync(system, account)).askedMs);
    };
    await whileRunning(giants, syncOne, { atATime: known.atATime });
    return delaysMs;
  };

  const besideOne: number[] = [];
  for (const giant of named('Alone')) besideOne.push(...(await syncSmallDuring(readFirst(system, giant))));

  const giants = named('Together');
  await Promise.all(giants.map((giant) => installSoon(system, giant)));
  const newOnes = Promise.all(named('New').map((account) => readFirst(system, account)));
  const besideMany = await syncSmallDuring(Promise.all(giants.map((giant) => runSync(system, giant))));
  return [
    toRow('while 50,000 are read for the first time', besideOne),
    toRow('while 12 × 15,000 are read for the first time', besideMany),
    {
      name: `the first sync of 50 assets behind those 12, slowest of ${newcomers.count}`,
      value: Math.max(...(await newOnes)),
      unit: 'ms',
    },
  ];
};
