import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createDatabase } from '../database/create-database.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import { createJobQueue, type JobQueue } from './create-job-queue.ts';
import { defineAccountJob } from './define-account-job.ts';

const toldJob = defineAccountJob({
  name: 'told',
  payload: z.object({ n: z.number() }),
  retryLimit: 2,
  retryDelaySeconds: 2,
  retryDelayMaxSeconds: 3,
});

const nothing = { name: 'told', waiting: 0, running: 0, dead: 0 };

describeEachDatabase((database) => {
  const open: JobQueue<unknown>[] = [];
  const openQueue = async () => {
    const queue = await createJobQueue({ database: database(), jobs: [toldJob] });
    open.push(queue);
    return queue;
  };
  afterEach(async () => {
    for (const queue of open.splice(0)) await queue.stop({ timeoutMs: 1000 });
    await database().asSystem((tx) => sql`delete from iris_app_jobs.job`.execute(tx));
  });

  test('a job that fails while another one of its account waits for its next try has its own tries', async () => {
    const queue = await openQueue();
    const tries: string[] = [];
    await queue.work(toldJob, async ({ payload, attempt }) => {
      tries.push(`${payload.n} for the ${attempt}. time`);
      if (attempt === 1) throw new Error('not yet');
    });
    const accountId = randomUUID();
    const add = (n: number) =>
      database().asSystem((tx) => queue.enqueue(tx, { job: toldJob, accountId, payload: { n } }));
    await add(1);
    await vi.waitFor(() => expect(tries).toEqual(['1 for the 1. time']), { timeout: 5000 });
    await add(2);
    await vi.waitFor(() => expect(tries).toHaveLength(4), { timeout: 15_000 });
    expect(tries.slice(0, 2)).toEqual(['1 for the 1. time', '2 for the 1. time']);
    expect(tries.slice(2).sort()).toEqual(['1 for the 2. time', '2 for the 2. time']);
    expect(await queue.listDead()).toEqual([]);
  });

  test('a job that fails while the same work waits for its next try is done with it', async () => {
    const queue = await openQueue();
    const tries: string[] = [];
    await queue.work(toldJob, async ({ jobId, attempt }) => {
      tries.push(`${jobId} for the ${attempt}. time`);
      if (attempt === 1) throw new Error('not yet');
    });
    const accountId = randomUUID();
    const add = () =>
      database().asSystem((tx) => queue.enqueue(tx, { job: toldJob, accountId, payload: { n: 7 } }));
    const first = await add();
    await vi.waitFor(() => expect(tries).toEqual([`${first} for the 1. time`]), { timeout: 5000 });
    const second = await add();
    await vi.waitFor(() => expect(tries).toHaveLength(3), { timeout: 15_000 });
    expect(tries.slice(1)).toEqual([`${second} for the 1. time`, `${first} for the 2. time`]);
    await vi.waitFor(async () => expect(await queue.count()).toEqual([nothing]), { timeout: 5000 });
  });

  test('on its last try a job dies, though the same work waits for its next one', async () => {
    const queue = await openQueue();
    const accountId = randomUUID();
    const begun: string[] = [];
    const add = () =>
      database().asSystem((tx) => queue.enqueue(tx, { job: toldJob, accountId, payload: { n: 7 } }));
    const waiting = await add();
    await database().asSystem((tx) =>
      sql`update iris_app_jobs.job set state = 'retry', start_after = now() + interval '1 hour'
        where id = ${waiting}::uuid`.execute(tx),
    );
    const last = await add();
    await database().asSystem((tx) =>
      sql`update iris_app_jobs.job set retry_count = retry_limit where id = ${last}::uuid`.execute(tx),
    );
    await queue.work(toldJob, async ({ jobId }) => {
      begun.push(jobId);
      throw new Error('not any more');
    });
    await vi.waitFor(async () => expect(await queue.listDead()).toMatchObject([{ jobId: last }]), {
      timeout: 5000,
    });
    expect(begun).toEqual([last]);
    expect(await queue.count()).toEqual([{ ...nothing, waiting: 1, dead: 1 }]);
  });

  test('what waits on a database of the version before has its tries, too', async () => {
    const before = await openQueue();
    const accountId = randomUUID();
    const add = (queue: JobQueue<unknown>, n: number) =>
      database().asSystem((tx) => queue.enqueue(tx, { job: toldJob, accountId, payload: { n } }));
    const waiting = await add(before, 1);
    await before.stop();
    await database().asSystem(async (tx) => {
      await sql`update iris_app_jobs.queue set policy = 'stately'`.execute(tx);
      await sql`update iris_app_jobs.job set policy = 'stately', state = 'retry',
        start_after = now() + interval '1 hour' where id = ${waiting}::uuid`.execute(tx);
    });
    const after = await openQueue();
    await add(after, 2);
    const attempts: number[] = [];
    await after.work(toldJob, async ({ attempt }) => {
      attempts.push(attempt);
      if (attempt === 1) throw new Error('not yet');
    });
    await vi.waitFor(() => expect(attempts).toEqual([1, 2]), { timeout: 15_000 });
    expect(await add(after, 3)).toBeDefined();
    expect(await after.listDead()).toEqual([]);
  });
});

test('what a dead process was doing goes on at once, also where another job of its account waits for its next try', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'orphans-'));
  const accountId = randomUUID();
  const openAll = async () => {
    const database = await createDatabase<unknown>({ dataDir: folder });
    await database.migrate();
    return { database, queue: await createJobQueue({ database, jobs: [toldJob], upkeep: false }) };
  };
  const before = await openAll();
  for (const state of ['retry', 'active'])
    await before.database.asSystem(async (tx) => {
      const jobId = await before.queue.enqueue(tx, { job: toldJob, accountId, payload: { n: 1 } });
      await sql`update iris_app_jobs.job set state = ${state}::iris_app_jobs.job_state where id = ${jobId}::uuid`.execute(
        tx,
      );
    });
  await before.queue.stop();
  await before.database.close();
  const after = await openAll();
  expect(await after.queue.count()).toEqual([{ ...nothing, waiting: 2 }]);
  await after.queue.stop();
  await after.database.close();
  await rm(folder, { recursive: true });
});
