import { sql } from 'kysely';
import { toBackEnd, type Database } from '../database/create-database.ts';
import { jobTable } from './dead-jobs.ts';

const opened = new WeakSet<object>();

/**
 * Hands back at once what a dead process was doing on the embedded database. Its folder belongs to one process at a
 * time, so whatever still runs when the first queue on it opens has nobody left who runs it. On a server others may
 * be alive; there the heartbeats tell, within a minute. A job on its last try is left to them too: it may be what
 * killed the process.
 */
export const handBackOrphans = async <Tables>(database: Database<Tables>): Promise<void> => {
  if (database.backend !== 'pglite' || opened.has(database)) return;
  opened.add(database);
  await sql`
    update ${jobTable} set state = 'retry', start_after = now(), heartbeat_on = null
    where state = 'active' and retry_count < retry_limit`.execute(toBackEnd(database).kysely);
};
