import { readdir, readFile } from 'node:fs/promises';
import type { BenchRow } from '../bench-row.ts';
import type { BenchSystem } from './fixture.ts';

/** Milliseconds of one core, by who used them. The local Trackunit's process is also the benchmark's. */
export type CpuMs = { readonly backends: number; readonly postgres: number; readonly trackunit: number };

/** What Linux counts in, on every architecture that Node runs on. */
const tickMs = 10;

type Stat = { readonly parent: number; readonly ownMs: number; readonly endedChildrenMs: number };

const readStat = async (pid: number | string): Promise<Stat | undefined> => {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The second word is the program's name in brackets, and may hold anything.
  const [, parent, , , , , , , , , , user, system, childrenUser, childrenSystem] =
    text
      ?.slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number) ?? [];
  if (parent === undefined || user === undefined || system === undefined) return undefined;
  const endedChildrenMs = ((childrenUser ?? 0) + (childrenSystem ?? 0)) * tickMs;
  return { parent, ownMs: (user + system) * tickMs, endedChildrenMs };
};

const readPostgresMs = async ({ client }: BenchSystem): Promise<number> => {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const server = (await readStat(rows[0]?.pid ?? 0))?.parent ?? 0;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readStat(pid)));
  const own = await readStat(server);
  const children = stats.filter((stat) => stat?.parent === server);
  return children.reduce(
    (sum, stat) => sum + (stat?.ownMs ?? 0),
    (own?.ownMs ?? 0) + (own?.endedChildrenMs ?? 0),
  );
};

const readCpu = async (system: BenchSystem, pids: readonly number[]): Promise<CpuMs> => {
  const backends = await Promise.all(pids.map((pid) => readStat(pid)));
  const { user, system: kernel } = process.cpuUsage();
  return {
    backends: backends.reduce((sum, stat) => sum + (stat?.ownMs ?? 0), 0),
    postgres: await readPostgresMs(system),
    trackunit: (user + kernel) / 1000,
  };
};

/** Measures what work costs. Linux only; elsewhere the answer is nothing. */
export const measureCpu = async <Result>(
  system: BenchSystem,
  pids: readonly number[],
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly cpu: CpuMs | undefined }> => {
  if (process.platform !== 'linux') return { result: await work(), cpu: undefined };
  const before = await readCpu(system, pids);
  const result = await work();
  const after = await readCpu(system, pids);
  const cpu = {
    backends: after.backends - before.backends,
    postgres: after.postgres - before.postgres,
    trackunit: after.trackunit - before.trackunit,
  };
  return { result, cpu };
};

/** What several works cost together. */
export const addCpu = (parts: readonly (CpuMs | undefined)[]): CpuMs | undefined =>
  parts.reduce(
    (sum, part) =>
      sum &&
      part && {
        backends: sum.backends + part.backends,
        postgres: sum.postgres + part.postgres,
        trackunit: sum.trackunit + part.trackunit,
      },
    { backends: 0, postgres: 0, trackunit: 0 },
  );

/** The cost of one of `count` in core-milliseconds, a row for each who has a part in it. */
export const toCpuRows = (of: string, cpu: CpuMs | undefined, count: number): BenchRow[] => {
  if (cpu === undefined) return [];
  const unit = 'core-ms';
  return [
    { name: `${of}: Fleet Watch`, value: cpu.backends / count, unit },
    { name: `${of}: PostgreSQL`, value: cpu.postgres / count, unit },
    { name: `${of}: the local Trackunit and the benchmark`, value: cpu.trackunit / count, unit },
  ];
};
