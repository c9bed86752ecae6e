import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { describeEachDatabase } from '../testing/each-database.ts';
import { createJobQueue, type JobQueue } from './create-job-queue.ts';
import { defineAccountJob } from './define-account-job.ts';

const lengthJob = defineAccountJob({
  name: 'length',
  payload: z.object({ text: z.string().transform((text) => text.length), day: z.coerce.date() }),
  retryLimit: 0,
});
const dateJob = defineAccountJob({ name: 'date', payload: z.object({ at: z.date() }) });

describeEachDatabase((database) => {
  const open: JobQueue<unknown>[] = [];
  const openQueue = async () => {
    const queue = await createJobQueue({ database: database(), jobs: [lengthJob, dateJob] });
    open.push(queue);
    return queue;
  };
  afterEach(async () => {
    for (const queue of open.splice(0)) await queue.stop({ timeoutMs: 1000 });
  });

  test('a payload that its schema changes comes to the handler changed once, also after a replay', async () => {
    const queue = await openQueue();
    const seen: unknown[] = [];
    const day = new Date('2026-02-28T00:00:00Z');
    const jobId = await database().asSystem((tx) =>
      queue.enqueue(tx, { job: lengthJob, accountId: randomUUID(), payload: { text: 'seven', day } }),
    );
    await database().asSystem((tx) =>
      sql`update iris_app_jobs.job set state = 'failed', completed_on = now() where id = ${jobId}::uuid`.execute(
        tx,
      ),
    );
    await database().asSystem((tx) => queue.replay(tx, jobId ?? ''));
    await queue.work(lengthJob, async ({ payload }) => {
      seen.push(payload);
    });
    await vi.waitFor(() => expect(seen).toEqual([{ text: 5, day }]), { timeout: 5000 });
  });

  test('a payload that does not survive JSON is refused where it is enqueued', async () => {
    const queue = await openQueue();
    const adding = database().asSystem((tx) =>
      queue.enqueue(tx, { job: dateJob, accountId: randomUUID(), payload: { at: new Date() } }),
    );
    await expect(adding).rejects.toThrow(z.ZodError);
    expect(await queue.count()).toMatchObject([{ name: 'date', waiting: 0 }, { name: 'length' }]);
  });
});
