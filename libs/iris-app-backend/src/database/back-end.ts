import type { Kysely } from 'kysely';

/** What the seam needs of one kind of PostgreSQL. */
export type BackEnd = {
  readonly backend: 'pglite' | 'postgres';
  readonly kysely: Kysely<unknown>;
  /** Runs SQL of any number of statements outside a transaction of ours; it may open its own. */
  executeScript(text: string): Promise<{ rows: unknown[] }>;
  close(): Promise<void>;
};
