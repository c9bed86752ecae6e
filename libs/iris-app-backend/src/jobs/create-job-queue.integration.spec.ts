import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { Database } from '../database/create-database.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import { createJobQueue, type JobQueue } from './create-job-queue.ts';
import { defineAccountJob } from './define-account-job.ts';

const job = (name: string, settings = {}) =>
  defineAccountJob({ name, payload: z.object({ n: z.number() }), ...settings });

const countJob = job('count');
const slowJob = job('slow');
const failingJob = job('failing', { retryLimit: 1, retryDelaySeconds: 1 });

describeEachDatabase((database) => {
  const open: JobQueue<unknown>[] = [];
  const openQueue = async (on: Database<unknown> = database()) => {
    const queue = await createJobQueue({ database: on, jobs: [countJob, slowJob, failingJob] });
    open.push(queue);
    return queue;
  };
  // The first start makes the tables.
  beforeAll(async () => {
    await (await openQueue()).stop({ timeoutMs: 1000 });
  });
  afterEach(async () => {
    vi.useRealTimers();
    for (const queue of open.splice(0)) await queue.stop({ timeoutMs: 1000 });
  });

  test('a job begins when its transaction commits: no worker has to look again and again', async () => {
    const queue = await openQueue();
    const begun = Promise.withResolvers<{ accountId: string; n: number }>();
    // Workers look once, and then their pause between two looks has no end.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await queue.work(countJob, async ({ accountId, payload }) => begun.resolve({ accountId, n: payload.n }));
    await sleep(50);
    const accountId = randomUUID();
    await database().forAccount(accountId, (tx) =>
      queue.enqueue(tx, { job: countJob, accountId, payload: { n: 7 } }),
    );
    expect(await begun.promise).toEqual({ accountId, n: 7 });
  });

  test('a job whose transaction rolls back never begins', async () => {
    const queue = await openQueue();
    const begun: string[] = [];
    await queue.work(countJob, async ({ accountId }) => {
      begun.push(accountId);
    });
    const [lost, kept] = [randomUUID(), randomUUID()];
    const failed = database().asSystem(async (tx) => {
      await queue.enqueue(tx, { job: countJob, accountId: lost, payload: { n: 1 } });
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await database().asSystem((tx) =>
      queue.enqueue(tx, { job: countJob, accountId: kept, payload: { n: 1 } }),
    );
    await vi.waitFor(() => expect(begun).toEqual([kept]), { timeout: 3000 });
  });

  test('an account cannot add a job for another account', async () => {
    const queue = await openQueue();
    const [own, other] = [randomUUID(), randomUUID()];
    const crossing = database().forAccount(own, (tx) =>
      queue.enqueue(tx, { job: countJob, accountId: other, payload: { n: 1 } }),
    );
    await expect(crossing).rejects.toThrow('row-level security');
  });

  test('an account has one job that runs and one that waits; others run beside it', async () => {
    const [first, second] = [await openQueue(), await openQueue()];
    const running = new Map<string, number>();
    const seen: string[] = [];
    let most = 0;
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    for (const queue of [first, second]) {
      await queue.work(slowJob, async ({ accountId, payload }) => {
        running.set(accountId, (running.get(accountId) ?? 0) + 1);
        most = Math.max(most, ...running.values());
        seen.push(`${accountId} ${payload.n}`);
        await gate;
        running.set(accountId, (running.get(accountId) ?? 0) - 1);
      });
    }
    const [busy, other] = [randomUUID(), randomUUID()];
    const add = (accountId: string, n: number) =>
      database().asSystem((tx) => first.enqueue(tx, { job: slowJob, accountId, payload: { n } }));
    expect(await add(busy, 1)).toBeDefined();
    await vi.waitFor(() => expect(seen).toEqual([`${busy} 1`]), { timeout: 3000 });
    expect(await add(busy, 2)).toBeDefined();
    expect(await add(busy, 3)).toBeUndefined();
    await add(other, 1);
    await vi.waitFor(() => expect(seen).toEqual([`${busy} 1`, `${other} 1`]), { timeout: 3000 });
    release();
    await vi.waitFor(() => expect(seen).toContain(`${busy} 2`), { timeout: 5000 });
    expect(most).toBe(1);
  });

  test('a job that fails is tried again', async () => {
    const queue = await openQueue();
    const attempts: number[] = [];
    await queue.work(failingJob, async ({ attempt }) => {
      attempts.push(attempt);
      if (attempt === 1) throw new Error('once');
    });
    await database().asSystem((tx) =>
      queue.enqueue(tx, { job: failingJob, accountId: randomUUID(), payload: { n: 1 } }),
    );
    await vi.waitFor(() => expect(attempts).toEqual([1, 2]), { timeout: 8000 });
  });

  test('a stop lets a running job finish', async () => {
    const queue = await openQueue();
    let finished = false;
    let begun = false;
    await queue.work(countJob, async () => {
      begun = true;
      await sleep(300);
      finished = true;
    });
    await database().asSystem((tx) =>
      queue.enqueue(tx, { job: countJob, accountId: randomUUID(), payload: { n: 1 } }),
    );
    await vi.waitFor(() => expect(begun).toBe(true), { timeout: 3000 });
    await queue.stop();
    expect(finished).toBe(true);
    expect(queue.isReady()).toBe(false);
  });

  test('a job that the queue was not told of is refused at once, and the database goes on', async () => {
    const queue = await openQueue();
    const unlisted = job('unlisted');
    const refusal = "job 'unlisted' is not among createJobQueue's jobs";
    const adding = database().asSystem((tx) =>
      queue.enqueue(tx, { job: unlisted, accountId: randomUUID(), payload: { n: 1 } }),
    );
    await expect(adding).rejects.toThrow(new TypeError(refusal));
    await expect(queue.work(unlisted, async () => {})).rejects.toThrow(new TypeError(refusal));
    await database().ping();
  });

  test('two jobs of one name are refused', async () => {
    const opening = createJobQueue({ database: database(), jobs: [countJob, job('twice'), job('twice')] });
    await expect(opening).rejects.toThrow(
      new TypeError("two of createJobQueue's jobs have the name 'twice'"),
    );
  });

  test('a number of workers that is no whole number from 1 is refused', async () => {
    const queue = await openQueue();
    for (const concurrency of [0, -1, 1.5, Number.NaN])
      await expect(queue.work(countJob, async () => {}, { concurrency })).rejects.toThrow(
        new TypeError(`the concurrency of job 'count' is ${concurrency}: it is a whole number from 1`),
      );
  });

  test('a job that is defined anew has its new settings on a database that knew it', async () => {
    const settingsOf = async (settings: object) => {
      const queue = await createJobQueue({ database: database(), jobs: [job('changing', settings)] });
      open.push(queue);
      const { rows } = await database().asSystem((tx) =>
        sql`select retry_limit, retry_delay, retry_delay_max, expire_seconds from iris_app_jobs.queue
          where name = 'changing'`.execute(tx),
      );
      return rows;
    };
    expect(await settingsOf({})).toMatchObject([{ retry_delay: 5, retry_delay_max: 600 }]);
    const next = { retryLimit: 7, retryDelaySeconds: 2, retryDelayMaxSeconds: 60, expireInSeconds: 90 };
    expect(await settingsOf(next)).toEqual([
      { retry_limit: 7, retry_delay: 2, retry_delay_max: 60, expire_seconds: 90 },
    ]);
  });
});
