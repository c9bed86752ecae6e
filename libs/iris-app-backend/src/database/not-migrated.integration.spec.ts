import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { createJobQueue } from '../jobs/create-job-queue.ts';
import { defineAccountJob } from '../jobs/define-account-job.ts';
import { createBudgetStore } from '../stores/create-budget-store.ts';
import { createKeyStore } from '../stores/create-key-store.ts';
import { installedBody, startCallback } from '../testing/callback-under-test.ts';
import { openEmbedded, openServer } from '../testing/each-database.ts';
import { setUpVault } from '../testing/set-up-vault.ts';
import type { Database } from './create-database.ts';

const accountId = randomUUID();
const budgetKey = { environment: 'https://auth.example', accountId, endpoint: 'graphql' };
const job = defineAccountJob({ name: 'early', payload: z.object({}) });
const cure = /Call database\.migrate\(\) before anything else/;

/** What an app does first, on a database that nobody has migrated. */
const firstSteps: Readonly<Record<string, (database: Database<unknown>) => Promise<unknown>>> = {
  'vault.checkKeys': (database) => setUpVault(database).vault.checkKeys(),
  'vault.addCredential': (database) => setUpVault(database).install(),
  'vault.findCredential': (database) => setUpVault(database).vault.findCredential(accountId),
  createJobQueue: (database) => createJobQueue({ database, jobs: [job] }),
  'a key store': (database) => createKeyStore({ database }).findKeySet('https://iris.example/jwks'),
  'a budget store': (database) => createBudgetStore({ database }).reserve(budgetKey, 0, 0),
  'an app’s own table': (database) => database.asSystem((tx) => sql`select * from machines`.execute(tx)),
};

describe.each([
  { name: 'embedded database', open: openEmbedded },
  { name: 'PostgreSQL server', open: openServer },
])('$name', ({ open }) => {
  let database: Database<unknown>;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  test.each(Object.keys(firstSteps))('before migrate(), %s says what to do', async (step) => {
    await expect(firstSteps[step]?.(database)).rejects.toMatchObject({
      name: 'DatabaseError',
      code: 'not_migrated',
      message: expect.stringMatching(cure),
    });
  });

  test('before migrate(), an install is refused for now, and the log says what to do', async () => {
    const reasons: unknown[] = [];
    const logger = { info: () => {}, warn: () => {}, error: (fields: object) => reasons.push(fields) };
    const callback = await startCallback({ database, logger });
    onTestFinished(callback.stop);
    for (let time = 0; time < 2; time += 1)
      expect((await callback.deliver(installedBody())).status).toBe(503);
    expect(reasons).toMatchObject([
      { reason: expect.stringMatching(cure) },
      { reason: expect.stringMatching(cure) },
    ]);
  });
});
