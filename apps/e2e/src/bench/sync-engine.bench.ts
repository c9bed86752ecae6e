import type { BenchRow } from './bench-row.ts';
import { measureBesideGiants } from './sync-engine/beside-giants.ts';
import { measureGiant } from './sync-engine/giant.ts';
import { measureMany } from './sync-engine/many.ts';

/** The sync engine on a PostgreSQL server: one giant, small accounts beside giants, and many small ones; minutes. */
export const run = async (): Promise<BenchRow[]> => [
  ...(await measureGiant()),
  ...(await measureBesideGiants()),
  ...(await measureMany()),
];
