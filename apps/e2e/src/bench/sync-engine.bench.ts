import type { BenchRow } from './bench-row.ts';
import { measureGiant } from './sync-engine/giant.ts';
import { measureMany } from './sync-engine/many.ts';

/** The sync engine on a PostgreSQL server, one giant and then many small accounts; about two minutes. */
export const run = async (): Promise<BenchRow[]> => [...(await measureGiant()), ...(await measureMany())];
