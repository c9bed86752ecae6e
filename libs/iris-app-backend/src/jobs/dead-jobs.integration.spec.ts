import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { describeEachDatabase } from '../testing/each-database.ts';
import { createJobQueue, type JobQueue } from './create-job-queue.ts';
import { defineAccountJob } from './define-account-job.ts';

const fragileJob = defineAccountJob({ name: 'fragile', payload: z.object({ n: z.number() }), retryLimit: 0 });
const quickJob = defineAccountJob({ name: 'quick', payload: z.object({}) });

describeEachDatabase((database) => {
  const open: JobQueue<unknown>[] = [];
  const openQueue = async () => {
    const queue = await createJobQueue({ database: database(), jobs: [fragileJob, quickJob] });
    open.push(queue);
    return queue;
  };
  afterEach(async () => {
    for (const queue of open.splice(0)) await queue.stop({ timeoutMs: 1000 });
  });

  test('a job that used up its tries is listed with its reason, and lives once more when it is replayed', async () => {
    const queue = await openQueue();
    const done: number[] = [];
    let broken = true;
    await queue.work(fragileJob, async ({ payload }) => {
      if (broken) throw new Error('the wire broke');
      done.push(payload.n);
    });
    const accountId = randomUUID();
    await database().asSystem((tx) => queue.enqueue(tx, { job: fragileJob, accountId, payload: { n: 7 } }));
    await vi.waitFor(async () => expect(await queue.listDead()).toHaveLength(1), { timeout: 5000 });
    const [dead] = await queue.listDead();
    expect(dead).toMatchObject({
      name: 'fragile',
      accountId,
      payload: { n: 7 },
      attempts: 1,
      reason: 'the wire broke',
    });
    expect(await queue.count()).toEqual([
      { name: 'fragile', waiting: 0, running: 0, dead: 1 },
      { name: 'quick', waiting: 0, running: 0, dead: 0 },
    ]);
    broken = false;
    const replay = () => database().asSystem((tx) => queue.replay(tx, dead!.jobId));
    expect(await replay()).toMatchObject({ outcome: 'queued', job: { accountId } });
    await vi.waitFor(() => expect(done).toEqual([7]), { timeout: 5000 });
    expect(await queue.listDead()).toEqual([]);
    expect(await replay()).toBeUndefined();
  });

  test('whatever a job throws, its failure is written down at once, with the reason', async () => {
    const queue = await openQueue();
    const unreadable = { enumerable: true, get: () => fail() };
    const fail = (): never => {
      throw new Error('unreadable');
    };
    const thrown: readonly (readonly [thrown: unknown, reason: string])[] = [
      [new Error('a zero \0 character'), 'a zero  character'],
      [new Error('half of a \ud83d'), 'half of a \ufffd'],
      [Object.defineProperty(new Error('a field'), 'field', unreadable), 'a field'],
      [Object.assign(new Error('a large number'), { number: 10n }), 'a large number'],
      [new Error('long '.repeat(10_000)), 'long '.repeat(2000)],
      ['a text', 'a text'],
      [undefined, 'undefined'],
    ];
    await queue.work(fragileJob, async ({ payload }) => {
      throw thrown[payload.n]?.[0];
    });
    for (const n of thrown.keys())
      await database().asSystem((tx) =>
        queue.enqueue(tx, { job: fragileJob, accountId: randomUUID(), payload: { n } }),
      );
    await vi.waitFor(async () => expect(await queue.listDead()).toHaveLength(thrown.length), {
      timeout: 8000,
    });
    const reasons = new Map(
      (await queue.listDead()).map(({ payload, reason }) => [(payload as { n: number }).n, reason]),
    );
    expect(thrown.map((_, n) => reasons.get(n))).toEqual(thrown.map(([, reason]) => reason));
    await database().asSystem((tx) => sql`delete from iris_app_jobs.job`.execute(tx));
  });

  test('a dead job stays while another one of its account waits, and whoever replays it is told', async () => {
    const queue = await openQueue();
    const accountId = randomUUID();
    const add = (n: number) =>
      database().asSystem((tx) => queue.enqueue(tx, { job: fragileJob, accountId, payload: { n } }));
    const jobId = (await add(1)) ?? '';
    await database().asSystem((tx) =>
      sql`update iris_app_jobs.job set state = 'failed', completed_on = now() where id = ${jobId}::uuid`.execute(
        tx,
      ),
    );
    const waiting = await add(2);
    expect(waiting).toBeDefined();
    const replay = () => database().asSystem((tx) => queue.replay(tx, jobId));
    expect(await replay()).toMatchObject({ outcome: 'one_waits', job: { jobId, payload: { n: 1 } } });
    expect(await queue.listDead()).toMatchObject([{ jobId, payload: { n: 1 } }]);
    await database().asSystem((tx) =>
      sql`delete from iris_app_jobs.job where id = ${waiting}::uuid`.execute(tx),
    );
    expect(await replay()).toMatchObject({ outcome: 'queued', job: { jobId } });
    expect(await queue.listDead()).toEqual([]);
  });

  test('a job that is not dead is not replayed, and stays', async () => {
    const queue = await openQueue();
    const waits = await database().asSystem((tx) =>
      queue.enqueue(tx, {
        job: fragileJob,
        accountId: randomUUID(),
        payload: { n: 1 },
        startAfterSeconds: 60,
      }),
    );
    const before = await queue.count();
    expect(await database().asSystem((tx) => queue.replay(tx, waits!))).toBeUndefined();
    expect(await queue.count()).toEqual(before);
  });

  test('a backlog is worked off without a pause between two jobs', async () => {
    const queue = await openQueue();
    let done = 0;
    await database().asSystem(async (tx) => {
      for (let index = 0; index < 60; index += 1)
        await queue.enqueue(tx, { job: quickJob, accountId: randomUUID(), payload: {} });
    });
    await queue.work(quickJob, async () => void (done += 1), { concurrency: 2 });
    // A pause of a poll after each job would make it 30 seconds and more.
    await vi.waitFor(() => expect(done).toBe(60), { timeout: 10_000 });
  });
});
