import { sql } from 'kysely';
import type { SystemTransaction } from '../database/create-database.ts';

/** A job that used up its tries. */
export type DeadJob = {
  readonly jobId: string;
  /** The kind of job. */
  readonly name: string;
  readonly accountId: string;
  readonly payload: unknown;
  /** How often it was tried. */
  readonly attempts: number;
  readonly diedAt: Date;
  /** What the last try ended with. */
  readonly reason: string;
};

/** How many jobs of one kind wait, run, and are dead. */
export type JobCounts = {
  readonly name: string;
  readonly waiting: number;
  readonly running: number;
  readonly dead: number;
};

/** The schema that pg-boss keeps its tables in. */
export const jobSchema = 'iris_app_jobs';

/** Every job, of whatever kind and state. */
export const jobTable = sql.table(`${jobSchema}.job`);

type DeadRow = {
  id: string;
  name: string;
  data: { accountId: string; payload: unknown };
  retry_count: number;
  completed_on: Date;
  output: { message?: unknown } | null;
};

const toDeadJob = ({
  id,
  name,
  data,
  retry_count: retries,
  completed_on: diedAt,
  output,
}: DeadRow): DeadJob => ({
  jobId: id,
  name,
  accountId: data.accountId,
  payload: data.payload,
  attempts: retries + 1,
  diedAt,
  reason: typeof output?.message === 'string' ? output.message : JSON.stringify(output),
});

const deadColumns = sql`id, name, data, retry_count, completed_on, output`;

/** Dead jobs of these kinds, the newest first. */
export const listDeadJobs = async <Tables>(
  tx: SystemTransaction<Tables>,
  names: readonly string[],
  limit: number,
): Promise<readonly DeadJob[]> => {
  const { rows } = await sql<DeadRow>`
    select ${deadColumns} from ${jobTable}
    where state = 'failed' and name = any(${names})
    order by completed_on desc, id limit ${limit}`.execute(tx);
  return rows.map(toDeadJob);
};

/** Finds a dead job and holds its row: whoever deletes it and does it twice finds nothing the second time. */
export const findDeadJob = async <Tables>(
  tx: SystemTransaction<Tables>,
  jobId: string,
): Promise<DeadJob | undefined> => {
  const { rows } = await sql<DeadRow>`
    select ${deadColumns} from ${jobTable} where id = ${jobId}::uuid and state = 'failed' for update`.execute(
    tx,
  );
  return rows[0] && toDeadJob(rows[0]);
};

/** Deletes a job, whatever its state. */
export const deleteJob = async <Tables>(tx: SystemTransaction<Tables>, jobId: string): Promise<void> => {
  await sql`delete from ${jobTable} where id = ${jobId}::uuid`.execute(tx);
};

/** Counts the jobs of each of these kinds, also of those that have none. */
export const countJobs = async <Tables>(
  tx: SystemTransaction<Tables>,
  names: readonly string[],
): Promise<readonly JobCounts[]> => {
  const { rows } = await sql<JobCounts>`
    select kind.name,
      (count(*) filter (where job.state in ('created', 'retry')))::int as waiting,
      (count(*) filter (where job.state = 'active'))::int as running,
      (count(*) filter (where job.state = 'failed'))::int as dead
    from unnest(${names}::text[]) as kind(name)
    left join ${jobTable} as job on job.name = kind.name and job.state in ('created', 'retry', 'active', 'failed')
    group by kind.name order by kind.name`.execute(tx);
  return rows;
};
