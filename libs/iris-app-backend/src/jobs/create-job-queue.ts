import { CompiledQuery, sql } from 'kysely';
import { PgBoss, type ConstructorOptions } from 'pg-boss';
import type { z } from 'zod';
import { toBackEnd, type Database, type SystemTransaction } from '../database/create-database.ts';
import { silentLogger, type Logger } from '../logger.ts';
import {
  countJobs,
  deleteJob,
  findDeadJob,
  jobSchema as schema,
  listDeadJobs,
  type DeadJob,
  type JobCounts,
} from './dead-jobs.ts';
import { createEnqueue, type Enqueue, type EnqueueForEach } from './create-enqueue.ts';
import type { AccountJob } from './define-account-job.ts';
import { createAssertListed, type AssertListed } from './listed-jobs.ts';
import { assertMigrated, prepareJobTables, queuePolicy } from './job-tables.ts';
import { handBackOrphans } from './orphaned-jobs.ts';
import { findSameWork } from './same-work.ts';
import { toKeptError } from './to-kept-error.ts';
import { toReason } from '../to-reason.ts';

/** What a job queue needs. */
export type JobQueueOptions<Tables> = {
  readonly database: Database<Tables>;
  /** Every kind of job that this process enqueues or works on, each with a name of its own. */
  readonly jobs: readonly AccountJob<z.ZodObject>[];
  readonly logger?: Logger | undefined;
  /** Whether this process also does the queue's upkeep (expired jobs, dead workers); true by default. */
  readonly upkeep?: boolean | undefined;
};

/** What a handler gets. `attempt` counts from 1. */
export type AccountJobRun<Payload> = {
  readonly jobId: string;
  readonly accountId: string;
  readonly payload: Payload;
  readonly attempt: number;
  /** Aborts when the job has taken too long or the process stops. */
  readonly signal: AbortSignal;
};

/** Does one job. What it throws makes the job be tried again, unless the same work waits for its next try already. */
export type AccountJobHandler<Payload> = (run: AccountJobRun<Payload>) => Promise<void>;

/** Background work for accounts, kept in the database. */
export type JobQueue<Tables> = {
  /**
   * Adds a job in the caller's transaction: it exists if and only if that commits. Works in an account's
   * transaction too, for that account.
   *
   * @returns the job's id; `undefined` when the account has one of this kind waiting for its first try already
   * @throws TypeError for a job that is not among the queue's `jobs`
   * @throws ZodError for a payload that is not valid, or no longer is after a way through JSON
   */
  readonly enqueue: Enqueue<Tables>;
  /**
   * The same for many accounts, in one statement. An account that has one of this kind waiting gets no other.
   *
   * @returns how many jobs were added
   * @throws as `enqueue` does
   */
  readonly enqueueForEach: EnqueueForEach<Tables>;
  /**
   * Begins to work on a kind of job, on `concurrency` accounts at a time, 4 by default.
   *
   * @throws TypeError for a job that is not among the queue's `jobs`, and for a `concurrency` that is no whole number
   * from 1
   */
  readonly work: <Payload extends z.ZodObject>(
    job: AccountJob<Payload>,
    handler: AccountJobHandler<z.output<Payload>>,
    options?: { readonly concurrency?: number | undefined },
  ) => Promise<void>;
  /** Jobs that used up their tries, the newest first, 100 by default. They are kept for a week. */
  readonly listDead: (limit?: number) => Promise<readonly DeadJob[]>;
  /**
   * Gives a dead job another life, in the caller's transaction: a new job with its payload and all its tries.
   *
   * @returns the dead job, and what became of it: `one_waits` when the account has one of this kind waiting already,
   * and then it stays as it is; `undefined` when there is no such dead job
   */
  readonly replay: (
    tx: SystemTransaction<Tables>,
    jobId: string,
  ) => Promise<{ readonly job: DeadJob; readonly outcome: 'queued' | 'one_waits' } | undefined>;
  /** How many jobs of each kind wait, run, and are dead. */
  readonly count: () => Promise<readonly JobCounts[]>;
  /** Whether jobs can be taken. */
  readonly isReady: () => boolean;
  /** Lets running jobs finish for at most `timeoutMs`, 20 seconds by default, then aborts them and hands them back. */
  readonly stop: (options?: { readonly timeoutMs?: number | undefined }) => Promise<void>;
};

const toBossDatabase = <Tables>(database: Database<Tables>): NonNullable<ConstructorOptions['db']> => {
  const { kysely, executeScript, listen } = toBackEnd(database);
  return {
    executeSql: async (text, values = []) => {
      if (values.length === 0) return executeScript(text);
      const { rows } = await kysely.executeQuery(CompiledQuery.raw(text, [...values]));
      return { rows };
    },
    listen: async (channel, onNotify, onReady) => ({ close: await listen(channel, { onNotify, onReady }) }),
  };
};

/** A worker that has not been heard of for so long is dead, and its jobs are given to others. */
const heartbeatSeconds = 20;
const upkeepSeconds = 10;
const noJob = '00000000-0000-0000-0000-000000000000';

const ensureQueue = async (boss: PgBoss, job: AccountJob<z.ZodObject>): Promise<void> => {
  const settings = {
    retryLimit: job.retryLimit ?? 3,
    retryDelay: job.retryDelaySeconds ?? 5,
    retryBackoff: true,
    retryDelayMax: job.retryDelayMaxSeconds ?? 600,
    expireInSeconds: job.expireInSeconds ?? 3600,
    heartbeatSeconds,
    notify: true,
  };
  await boss.createQueue(job.name, { ...settings, policy: queuePolicy });
  // A queue that is there already is left as it is by that.
  await boss.updateQueue(job.name, settings);
  // A queue that pg-boss has not looked at yet is looked up in the middle of the first enqueue, outside its
  // transaction: for the one session of the embedded database that is a wait without end. So look now.
  await boss.findJobs(job.name, { id: noJob });
};

/**
 * Lets one process at a time make the queue's schema and tables: pg-boss makes its schema before it takes its own
 * lock, and of ten that started at once on an empty server some failed with a duplicate key.
 */
const setUpAlone = <Tables>(database: Database<Tables>, setUp: () => Promise<void>): Promise<void> =>
  database.backend === 'pglite'
    ? setUp()
    : database.asSystem(async (tx) => {
        await sql`select pg_advisory_xact_lock(hashtextextended(${`${schema} set-up`}, 0))`.execute(tx);
        await setUp();
      });

/**
 * Opens the job queue: pg-boss over the same database, in a schema of its own.
 *
 * Of each kind, an account has at most one job that runs and one that waits for its first try, in all processes
 * together; those that failed wait for their next try beside it. A job begins a few milliseconds after its transaction
 * commits. A dead process's jobs are taken over within a minute.
 *
 * @throws TypeError for two jobs of one name
 * @throws DatabaseError `not_migrated` before `database.migrate()`
 */
export const createJobQueue = async <Tables>(options: JobQueueOptions<Tables>): Promise<JobQueue<Tables>> => {
  const { database, jobs, logger = silentLogger, upkeep = true } = options;
  const assertListed = createAssertListed(jobs);
  await assertMigrated(database);
  const boss = new PgBoss({
    db: toBossDatabase(database),
    backend: database.backend,
    schema,
    supervise: upkeep,
    schedule: false,
    useListenNotify: true,
    superviseIntervalSeconds: upkeepSeconds,
    monitorIntervalSeconds: upkeepSeconds,
    maintenanceIntervalSeconds: 3600,
  });
  boss.on('error', (error) => logger.error({ reason: error.message }, 'The job queue had a fault'));
  boss.on('warning', (warning) => logger.warn({ reason: warning.message }, 'The job queue warns'));
  await setUpAlone(database, async () => {
    await boss.start();
    await prepareJobTables(database);
    await handBackOrphans(database);
    for (const job of jobs) await ensureQueue(boss, job);
  });
  let ready = true;
  const names = jobs.map(({ name }) => name);
  const { enqueue, enqueueForEach } = createEnqueue<Tables>(boss, assertListed);
  return Object.freeze({
    enqueue,
    enqueueForEach,
    listDead: (limit = 100) => database.asSystem((tx) => listDeadJobs(tx, names, limit)),
    replay: createReplay(enqueue, jobs),
    count: () => database.asSystem((tx) => countJobs(tx, names)),
    work: createWork({ boss, database, assertListed, logger }),
    isReady: () => ready,
    stop: async ({ timeoutMs = 20_000 } = {}) => {
      ready = false;
      await boss.stop({ graceful: true, timeout: timeoutMs });
    },
  });
};

const createReplay =
  <Tables>(enqueue: Enqueue<Tables>, jobs: readonly AccountJob<z.ZodObject>[]): JobQueue<Tables>['replay'] =>
  async (tx, jobId) => {
    const dead = await findDeadJob(tx, jobId);
    if (dead === undefined) return undefined;
    const job = jobs.find(({ name }) => name === dead.name);
    if (job === undefined) throw new TypeError(`Nothing here knows how to do a job '${dead.name}'`);
    const payload = dead.payload as z.input<typeof job.payload>;
    const newId = await enqueue(tx, { job, accountId: dead.accountId, payload });
    if (newId === undefined) return { job: dead, outcome: 'one_waits' };
    await deleteJob(tx, jobId);
    return { job: dead, outcome: 'queued' };
  };

type WorkDependencies<Tables> = {
  readonly boss: PgBoss;
  readonly database: Database<Tables>;
  readonly assertListed: AssertListed;
  readonly logger: Logger;
};

const createWork =
  <Tables>({ boss, database, assertListed, logger }: WorkDependencies<Tables>): JobQueue<Tables>['work'] =>
  async (job, handler, { concurrency = 4 } = {}) => {
    assertListed(job.name);
    if (!Number.isInteger(concurrency) || concurrency < 1)
      throw new TypeError(
        `the concurrency of job '${job.name}' is ${concurrency}: it is a whole number from 1`,
      );
    const settings = {
      batchSize: 1,
      groupConcurrency: 1,
      pollingIntervalSeconds: 0.5,
      notifyPollingIntervalSeconds: 2,
    } as const;
    type Data = { accountId: string; payload: unknown };
    // One worker each: a worker that ends a job has to be told to look for the next one at once. By itself it waits
    // for its next poll, and a backlog would go at one job per worker every two seconds.
    for (let index = 0; index < concurrency; index += 1) {
      const workerId: string = await boss.work<Data>(job.name, settings, async ([one]) => {
        if (one === undefined) return;
        const { id: jobId, retryCount, signal, data } = one;
        const { accountId } = data;
        try {
          const payload = job.payload.parse(data.payload);
          await handler({ jobId, accountId, payload, signal, attempt: retryCount + 1 });
        } catch (error) {
          const reason = toReason(error);
          logger.warn({ jobId, accountId, job: job.name, attempt: retryCount + 1, reason }, 'A job failed');
          const other = signal.aborted ? undefined : await findSameWork(database, job.name, jobId);
          if (other === undefined) throw toKeptError(error);
          logger.info(
            { jobId, accountId, job: job.name, other },
            'The same work waits for its next try already',
          );
        } finally {
          boss.notifyWorker(workerId);
        }
      });
    }
  };
