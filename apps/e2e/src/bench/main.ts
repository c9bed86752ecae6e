import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import type { Bench, BenchRow } from './bench-row.ts';

/** Loaded one at a time, so that none measures what another one left in memory. */
const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  emulator: () => import('./emulator.bench.ts'),
  'trackunit-client': () => import('./trackunit-client.bench.ts'),
  'iris-app-backend': () => import('./iris-app-backend.bench.ts'),
  'sync-engine': () => import('./sync-engine.bench.ts'),
  extension: () => import('./extension.bench.ts'),
};

const toLine = ({ name, value, unit, aim = '', ok }: BenchRow): string => {
  const number = Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
  const verdict = ok === undefined ? '' : ok ? 'ok' : 'MISSED';
  return `  ${name.padEnd(72)} ${number.padStart(12)} ${unit.padEnd(14)} ${aim.padEnd(24)} ${verdict}`;
};

const runOne = async (name: string): Promise<readonly BenchRow[]> => {
  const load = benches[name];
  if (load === undefined)
    throw new Error(`There is no benchmark '${name}'; there are ${Object.keys(benches).join(', ')}.`);
  console.log(`\n${name}`);
  const rows = await (await load()).run();
  for (const row of rows) console.log(toLine(row));
  return rows;
};

const asked = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const results: Record<string, readonly BenchRow[]> = {};
for (const name of asked.length > 0 ? asked : Object.keys(benches)) results[name] = await runOne(name);

const machine = {
  cores: availableParallelism(),
  memoryGib: Math.round(totalmem() / 2 ** 30),
  node: process.version,
};
await mkdir('dist', { recursive: true });
await writeFile(
  'dist/bench.json',
  `${JSON.stringify({ at: new Date().toISOString(), machine, results }, null, 2)}\n`,
);

const missed = Object.values(results)
  .flat()
  .filter(({ ok }) => ok === false);
console.log(
  `\n${JSON.stringify(machine)}\nWritten to dist/bench.json. ${missed.length} of the aims were missed.`,
);
process.exit(missed.length > 0 ? 1 : 0);
