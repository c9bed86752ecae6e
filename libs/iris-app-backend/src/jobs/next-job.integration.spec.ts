import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { describeEachDatabase } from '../testing/each-database.ts';
import { createJobQueue, type JobQueue } from './create-job-queue.ts';
import { defineAccountJob } from './define-account-job.ts';

const counted = defineAccountJob({ name: 'counted', payload: z.object({}) });

describeEachDatabase((database) => {
  const open: JobQueue<unknown>[] = [];
  const openQueue = async () => {
    const queue = await createJobQueue({ database: database(), jobs: [counted] });
    open.push(queue);
    return queue;
  };
  afterEach(async () => {
    for (const queue of open.splice(0)) await queue.stop({ timeoutMs: 1000 });
  });

  test('an account whose job ran when the queue counted gets its next one at once when that has ended', async () => {
    const accountId = randomUUID();
    const first = await openQueue();
    // As pg-boss's monitor does, every ten seconds; processes then remember for a minute what it wrote.
    await database().asSystem((tx) =>
      sql`update iris_app_jobs.queue set singletons_active = array[${accountId}] where name = 'counted'`.execute(
        tx,
      ),
    );
    await first.stop({ timeoutMs: 1000 });
    const queue = await openQueue();
    const handler = vi.fn(async () => {});
    await queue.work(counted, handler);
    await database().asSystem((tx) => queue.enqueue(tx, { job: counted, accountId, payload: {} }));
    await vi.waitFor(() => expect(handler).toHaveBeenCalledOnce(), { timeout: 8000 });
  });
});
