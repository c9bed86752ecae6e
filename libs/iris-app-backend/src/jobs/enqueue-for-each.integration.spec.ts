import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { describeEachDatabase } from '../testing/each-database.ts';
import { createJobQueue } from './create-job-queue.ts';
import { defineAccountJob } from './define-account-job.ts';

const job = defineAccountJob({ name: 'for-each', payload: z.object({ n: z.number() }) });
const payload = { n: 7 };

describeEachDatabase((database) => {
  test('each account gets a job with the payload, and none where one waits already', async () => {
    const queue = await createJobQueue({ database: database(), jobs: [job] });
    const accountIds = [randomUUID(), randomUUID(), randomUUID()];
    const [first = ''] = accountIds;
    await database().asSystem((tx) => queue.enqueue(tx, { job, accountId: first, payload }));
    const capital = accountIds.map((accountId) => accountId.toUpperCase());
    const added = await database().asSystem((tx) =>
      queue.enqueueForEach(tx, { job, accountIds: capital, payload, startAfterSeconds: 60 }),
    );
    expect(added).toBe(2);
    const { rows } = await database().asSystem((tx) =>
      sql<{ data: unknown; waits: boolean }>`select data, start_after > now() + interval '50 s' as waits
        from iris_app_jobs.job where name = 'for-each' order by start_after, data`.execute(tx),
    );
    expect(rows[0]).toEqual({ data: { accountId: first, payload }, waits: false });
    expect(new Set(rows.slice(1))).toEqual(
      new Set(accountIds.slice(1).map((accountId) => ({ data: { accountId, payload }, waits: true }))),
    );
    await queue.stop();
  });

  test('nobody is no error, a payload that is not valid is', async () => {
    const queue = await createJobQueue({ database: database(), jobs: [job] });
    const add = (accountIds: string[], n: unknown) =>
      database().asSystem((tx) => queue.enqueueForEach(tx, { job, accountIds, payload: { n: n as number } }));
    expect(await add([], 7)).toBe(0);
    await expect(add([randomUUID()], 'seven')).rejects.toThrow('expected number');
    await queue.stop();
  });
});
