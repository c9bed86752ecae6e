import type { Kysely } from 'kysely';
import type { Listener, Unlisten } from './listen.ts';

/** What the seam needs of one kind of PostgreSQL. */
export type BackEnd = {
  readonly backend: 'pglite' | 'postgres';
  readonly kysely: Kysely<unknown>;
  /** Runs SQL of any number of statements outside a transaction of ours; it may open its own. */
  executeScript(text: string): Promise<{ rows: unknown[] }>;
  /** Does by hand what autovacuum does by itself; nothing on a server, which has it. */
  tidy(): Promise<void>;
  /** Hears what `notify` says on a channel, in every process that shares the database. */
  listen(channel: string, listener: Listener): Promise<Unlisten>;
  close(): Promise<void>;
};
