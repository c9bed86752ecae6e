import { sql } from 'kysely';
import type { Database } from '../database/create-database.ts';
import { jobTable } from './dead-jobs.ts';

/**
 * Finds another job of the same kind, account and payload that waits for its next try: it does what this one would do
 * on its own next try. For a job on its last try there is none, so that its end is seen. Nor where the database does
 * not say: two are better than none.
 *
 * @returns its id
 */
export const findSameWork = async <Tables>(
  database: Database<Tables>,
  name: string,
  jobId: string,
): Promise<string | undefined> => {
  try {
    const { rows } = await database.asSystem((tx) =>
      sql<{ id: string }>`
        select other.id from ${jobTable} as job
        join ${jobTable} as other on other.name = job.name and other.singleton_key = job.singleton_key
        where job.name = ${name} and job.id = ${jobId}::uuid and job.retry_count < job.retry_limit
          and other.state = 'retry' and other.id <> job.id and other.data = job.data
        limit 1`.execute(tx),
    );
    return rows[0]?.id;
  } catch {
    return undefined;
  }
};
