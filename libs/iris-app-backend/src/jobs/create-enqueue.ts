import { CompiledQuery, type Transaction } from 'kysely';
import type { PgBoss } from 'pg-boss';
import type { z } from 'zod';
import { toAccountId } from '../account-id.ts';
import type { AccountJob } from './define-account-job.ts';
import type { AssertListed } from './listed-jobs.ts';

/** What is to be done, and when. */
export type JobWork<Payload extends z.ZodObject> = {
  readonly job: AccountJob<Payload>;
  readonly payload: z.input<Payload>;
  /** At once by default. */
  readonly startAfterSeconds?: number | undefined;
  /** Higher ones go first; 0 by default. */
  readonly priority?: number | undefined;
};

/** A job for one account. */
export type JobRequest<Payload extends z.ZodObject> = JobWork<Payload> & { readonly accountId: string };

/** The same job for many accounts. */
export type JobsRequest<Payload extends z.ZodObject> = JobWork<Payload> & {
  readonly accountIds: readonly string[];
};

/** Adds a job for one account; see `JobQueue.enqueue`. */
export type Enqueue<Tables> = <Payload extends z.ZodObject>(
  tx: Transaction<Tables>,
  request: JobRequest<Payload>,
) => Promise<string | undefined>;

/** Adds a job for each of many accounts; see `JobQueue.enqueueForEach`. */
export type EnqueueForEach<Tables> = <Payload extends z.ZodObject>(
  tx: Transaction<Tables>,
  request: JobsRequest<Payload>,
) => Promise<number>;

const toBossTransaction = <Tables>(tx: Transaction<Tables>) => ({
  executeSql: async (text: string, values: unknown[] = []) => {
    const { rows } = await tx.executeQuery(CompiledQuery.raw(text, [...values]));
    return { rows };
  },
});

/**
 * What goes in is kept, not what the schema makes of it: the worker parses it, and a schema need not take its own
 * output. What JSON makes of it is parsed here, so that what the worker would refuse is the caller's error.
 */
const toStoredPayload = <Payload extends z.ZodObject>({ job, payload }: JobWork<Payload>): unknown => {
  const stored: unknown = JSON.parse(JSON.stringify(payload));
  job.payload.parse(stored);
  return stored;
};

/** Makes the two ways to add jobs; each is one statement. */
export const createEnqueue = <Tables>(
  boss: PgBoss,
  assertListed: AssertListed,
): { readonly enqueue: Enqueue<Tables>; readonly enqueueForEach: EnqueueForEach<Tables> } => {
  const add = async <Payload extends z.ZodObject>(
    tx: Transaction<Tables>,
    work: JobWork<Payload>,
    accountIds: readonly string[],
  ): Promise<readonly string[]> => {
    const { job, startAfterSeconds, priority } = work;
    assertListed(job.name);
    const payload = toStoredPayload(work);
    const rows = accountIds.map(toAccountId).map((accountId) => ({
      data: { accountId, payload },
      singletonKey: accountId,
      group: { id: accountId },
      ...(startAfterSeconds === undefined ? {} : { startAfter: startAfterSeconds }),
      ...(priority === undefined ? {} : { priority }),
    }));
    if (rows.length === 0) return [];
    return (await boss.insert(job.name, rows, { db: toBossTransaction(tx), returnId: true })) ?? [];
  };
  return {
    enqueue: async (tx, { accountId, ...work }) => (await add(tx, work, [accountId]))[0],
    enqueueForEach: async (tx, { accountIds, ...work }) => (await add(tx, work, accountIds)).length,
  };
};
