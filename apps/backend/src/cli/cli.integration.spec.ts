import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createDatabase,
  createJobQueue,
  createKeyRing,
  createVault,
  generateCredentialKey,
  parseCredentialKeys,
  type Database,
} from '@fleet-watch/iris-app-backend';
import { createTestDatabase } from '@fleet-watch/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { allJobs } from '../jobs/all-jobs.ts';
import { irisAppId } from '../iris-app.ts';
import { syncFleetJob } from '../jobs/sync-fleet-job.ts';
import type { FleetWatchTables } from '../store/tables.ts';
import { runCliHere } from '../testing/run-cli-here.ts';
import { runFleetwatch } from '../testing/run-program.ts';
import { createWebhookSecrets } from '../webhooks/webhook-secrets.ts';

const [firstKey, secondKey] = [generateCredentialKey('first'), generateCredentialKey('second')];

describe.each(['embedded database', 'PostgreSQL server'])('%s', (kind) => {
  let dataDir = '';
  let url: string | undefined;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'fleet-watch-cli-'));
    if (kind === 'PostgreSQL server') url = await createTestDatabase(inject('postgresUrl'));
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  const toEnv = (keys = firstKey) => ({
    DATA_DIR: dataDir,
    CREDENTIAL_KEYS: keys,
    ...(url === undefined ? {} : { DATABASE_URL: url }),
  });
  /** In a process of its own, as operators do. */
  const runAlone = (args: string, input = '') => runFleetwatch(toEnv(), args.split(' '), input);
  const run = (args: string, input = '', keys = firstKey) => runCliHere(toEnv(keys), args.split(' '), input);

  const withDatabase = async <Result>(work: (database: Database<FleetWatchTables>) => Promise<Result>) => {
    const where = url === undefined ? { dataDir: `${dataDir}/database` } : { url };
    const database = await createDatabase<FleetWatchTables>(where);
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  };

  const accountId = randomUUID();

  test('an account is added with secrets from the input, and nothing shows them again', async () => {
    const input = 'client-1\nuser@example.com\nvery-secret-1\nvery-secret-2\n';
    const added = await runAlone(`accounts add ${accountId} --kind api-user`, input);
    expect(added).toMatchObject({ code: 0, stderr: '' });
    const listed = await runAlone('accounts list');
    expect(listed.stdout).toMatch(new RegExp(`^${accountId}\tACTIVE\tAPI_USER\t.*\tQUEUED `));
    const exported = await runAlone(`accounts export ${accountId}`);
    const { rows } = JSON.parse(exported.stdout) as {
      rows: { table: string; row: { account_id: string } }[];
    };
    expect(rows.map(({ table }) => table)).toEqual(
      expect.arrayContaining(['iris_app.installation', 'public.sync']),
    );
    for (const { stdout, stderr } of [added, listed, exported])
      expect(stdout + stderr).not.toContain('very-secret');
  });

  test('a suspended account takes no sync until it is activated', async () => {
    expect(await run(`accounts suspend ${accountId}`)).toMatchObject({ code: 0 });
    const refused = await run(`sync ${accountId}`);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain(`accounts activate ${accountId}`);
    expect((await run(`accounts activate ${accountId}`)).stdout).toContain('is active');
    expect((await runAlone(`sync ${accountId}`)).stdout).toMatch(/^Sync [\w-]{36} of .* is QUEUED/);
  });

  /** Makes a sync that is dead, on request beside another one of its account that waits. */
  const makeDeadJob = (deadAccountId: string, isAnotherWaiting = false) =>
    withDatabase(async (database) => {
      const jobs = await createJobQueue({ database, jobs: allJobs, upkeep: false });
      const id = await database.asSystem(async (tx) => {
        const found = await jobs.enqueue(tx, { job: syncFleetJob, accountId: deadAccountId, payload: {} });
        await sql`update iris_app_jobs.job set state = 'failed', completed_on = now(),
          output = '{"message": "the wire broke"}' where id = ${found}::uuid`.execute(tx);
        if (isAnotherWaiting)
          await jobs.enqueue(tx, { job: syncFleetJob, accountId: deadAccountId, payload: {} });
        return found;
      });
      await jobs.stop({ timeoutMs: 1000 });
      return id ?? '';
    });

  test('a dead job is listed and replayed once', async () => {
    const jobId = await makeDeadJob(randomUUID());
    const listed = await run('jobs dead');
    expect(listed.stdout).toMatch(new RegExp(`^${jobId}\tsync-fleet\t.*\tthe wire broke\n$`));
    expect((await run(`jobs replay ${jobId}`)).stdout).toContain('Queued sync-fleet');
    expect(await run(`jobs replay ${jobId}`)).toMatchObject({ code: 1 });
  });

  test('a dead job stays listed when another one of its account waits', async () => {
    const jobId = await makeDeadJob(randomUUID(), true);
    const replayed = await run(`jobs replay ${jobId}`);
    expect(replayed).toMatchObject({ code: 1, stderr: expect.stringContaining('waits already') as string });
    expect((await run('jobs dead')).stdout).toContain(jobId);
  });

  test('keys are rotated with a bar, and the old one can go afterwards', async () => {
    const keys = createKeyRing(parseCredentialKeys(firstKey));
    const secrets = createWebhookSecrets({ keys, irisAppId, now: () => new Date() });
    await withDatabase((database) => database.forAccount(accountId, (tx) => secrets.rotate(tx, accountId)));
    const rotated = await run('keys rotate', '', `${secondKey},${firstKey}`);
    expect(rotated).toMatchObject({ code: 0 });
    expect(rotated.stderr).toContain(`[${'#'.repeat(30)}] 2/2`);
    expect(rotated.stdout).toContain("Key 'second' encrypts 2");
    expect((await run('keys rotate', '', secondKey)).code).toBe(0);
  });

  test('an account is erased after a yes, and by nothing else', async () => {
    const kept = await run(`accounts erase ${accountId}`, 'y\n');
    expect(kept).toMatchObject({ code: 1, stderr: expect.stringContaining('Nothing was erased') as string });
    expect((await run(`accounts erase ${accountId} --yes`)).stdout).toContain('is erased');
    expect((await run('accounts list')).stdout).toBe('No account has the app.\n');
  });

  test('an account that uninstalled is exported and erased like any other, one that never was here is not', async () => {
    const gone = randomUUID();
    await run(`accounts add ${gone} --kind api-key`, 'client-1\nvery-secret-1\n');
    const keys = createKeyRing(parseCredentialKeys(firstKey));
    await withDatabase((database) =>
      database.asSystem((tx) =>
        createVault({ database, keys, irisAppId }).uninstall(
          tx,
          { accountId: gone, issuedAt: new Date() },
          'trackunit',
        ),
      ),
    );
    expect((await run(`accounts export ${gone}`)).stdout).toContain('public.sync');
    expect((await run(`accounts erase ${gone} --yes`)).stdout).toContain('is erased');
    expect((await run(`accounts export ${gone}`)).stdout).not.toContain('public.sync');
    const unknown = await run(`accounts erase ${randomUUID()} --yes`);
    expect(unknown).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('never had the app') as string,
    });
  });
});

describe('a command that can’t be done', () => {
  let dataDir = '';
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'fleet-watch-cli-'));
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  test('says in one line that a running backend has the embedded database, and the cure', async () => {
    const database = await createDatabase({ dataDir: `${dataDir}/database` });
    const run = await runFleetwatch({ DATA_DIR: dataDir }, ['accounts', 'list']);
    await database.close();
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toMatch(/^The embedded database is open in a running backend: .*DATABASE_URL.*\n$/);
  });

  test('because it was not typed right ends with 2', async () => {
    const run = (...args: string[]) => runFleetwatch({ DATA_DIR: dataDir }, args);
    expect(await run('accounts', 'delete')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Usage: fleetwatch') as string,
    });
    const withSecret = await run('accounts', 'add', randomUUID(), '--kind', 'api-key', '--secret', 'hush');
    expect(withSecret).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('never type them as arguments') as string,
    });
    expect(await run('sync', 'mine')).toMatchObject({ code: 2 });
  });
});
