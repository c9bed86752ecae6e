import {
  createInstallCallback,
  createJobQueue,
  createKeyRing,
  type Database,
  type JobQueue,
  type Vault,
} from '@fleet-watch/iris-app-backend';
import type { Logger } from 'pino';
import { createActing, type Acting } from './create-acting.ts';
import { createClosers, type Closers } from './closers.ts';
import type { Config } from './config.ts';
import { loadCredentialKeys } from './credential-keys.ts';
import { createFleetWatchVault } from './create-fleet-watch-vault.ts';
import { createTrackunitAccess, type TrackunitAccess } from './create-trackunit.ts';
import { createApp, type WebDependencies } from './http/create-app.ts';
import { createRequireAccount } from './http/require-account.ts';
import { createPostponeSync } from './jobs/postpone-sync.ts';
import { createRequestSync } from './jobs/request-sync.ts';
import { createRequestSyncs } from './jobs/request-syncs.ts';
import { createSyncFleetHandler } from './jobs/sync-fleet-handler.ts';
import { allJobs } from './jobs/all-jobs.ts';
import { syncConcurrency, syncJobs } from './jobs/sync-fleet-job.ts';
import { createMoveToLarge } from './jobs/move-to-large.ts';
import { createMaintenanceHandler } from './jobs/maintenance-handler.ts';
import { maintenanceJob } from './jobs/maintenance-job.ts';
import { createOpenFleet } from './jobs/open-fleet.ts';
import { createSyncFleet } from './jobs/sync-fleet.ts';
import { assertPortFree, listen } from './listen.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { startScheduler } from './schedule/create-scheduler.ts';
import { createFleetSchedules } from './schedule/fleet-schedules.ts';
import { createChangeSettings } from './settings/change-settings.ts';
import { openFleetWatchDatabase } from './store/open-fleet-watch-database.ts';
import type { FleetWatchTables } from './store/tables.ts';
import { isKnownPrivate } from './webhooks/checked-lookup.ts';
import { createWebhookPost } from './webhooks/post-webhook.ts';

/** A running backend. */
export type Backend = {
  readonly url: string;
  readonly database: 'pglite' | 'postgres';
  /** Stops taking work, lets what is under way end, and closes everything, the newest first. */
  readonly close: () => Promise<void>;
};

/** What the roles share. */
type Parts = TrackunitAccess & {
  readonly config: Config;
  readonly logger: Logger;
  readonly database: Database<FleetWatchTables>;
  readonly vault: Vault<FleetWatchTables>;
  readonly jobs: JobQueue<FleetWatchTables>;
  readonly acting: Acting;
  readonly metrics: Metrics;
};

const now = () => new Date();

/** A stop takes at most this and five seconds for requests under way; what is not done by then is handed back. */
const jobsStopMs = 10_000;

const openParts = async (config: Config, logger: Logger, closers: Closers): Promise<Parts> => {
  const keys = createKeyRing(await loadCredentialKeys(config.credentialKeys, config.dataDir));
  const database = await openFleetWatchDatabase({ ...config, logger }, closers.add);
  const vault = createFleetWatchVault(database, keys);
  await vault.checkKeys();
  const { post, close } = createWebhookPost({ allowPrivate: config.allowPrivateWebhooks });
  closers.add(close);
  const upkeep = config.roles.includes('worker');
  const jobs = await createJobQueue({ database, jobs: allJobs, logger, upkeep });
  closers.add(() => jobs.stop({ timeoutMs: jobsStopMs }));
  const { stop, ...access } = await createTrackunitAccess({ config, logger, database, keys, vault });
  closers.add(stop);
  const acting = createActing({ ...access, database, keys, vault, jobs, post, logger, now });
  const metrics = createMetrics();
  metrics.watchJobs(async () => {
    // Counting has no end of its own on a database that does not answer; a ping has, before a scrape is given up.
    await database.ping();
    return jobs.count();
  });
  closers.add(metrics.watchTokenRequests(config.trackunit.authUrl));
  return { ...access, config, logger, database, vault, jobs, acting, metrics };
};

/** The role `worker`: jobs of accounts, and what is done by the clock. */
const startWork = async (parts: Parts, closers: Closers): Promise<void> => {
  const { config, database, vault, jobs, acting, logger } = parts;
  const syncFleet = createSyncFleet({
    database,
    openFleet: createOpenFleet({ ...parts, now }),
    logger,
    now,
    onPublished: (tx, { accountId }) => acting.actOnFleet(tx, accountId),
  });
  const { syncEnded } = parts.metrics;
  const postponeSync = createPostponeSync({ database, jobs });
  const moveToLarge = createMoveToLarge({ database, jobs });
  const syncs = { database, syncFleet, postponeSync, moveToLarge, logger, onEnded: syncEnded };
  for (const line of ['small', 'new', 'large'] as const)
    await jobs.work(syncJobs[line], createSyncFleetHandler({ ...syncs, line }), {
      concurrency: syncConcurrency[line],
    });
  await jobs.work(maintenanceJob, createMaintenanceHandler({ database, logger, now }), { concurrency: 1 });
  await acting.work();
  const requestSync = createRequestSync(jobs);
  const schedules = createFleetSchedules({ vault, jobs, requestSync, syncCron: config.syncCron });
  const scheduler = startScheduler({ database, schedules, logger, now });
  closers.add(() => scheduler.stop());
};

/** The role `web`: install messages and the app API. */
const toWeb = (parts: Parts): WebDependencies => {
  const { config, logger, database, vault, jobs, acting, verifyIdentity, userTokens } = parts;
  const { findInstallation } = vault;
  const { actOnFleet, rotateWebhookSecret, sendWebhookTest } = acting;
  const isRefusedTarget = (url: string) => !config.allowPrivateWebhooks && isKnownPrivate(url);
  const [requestSync, requestSyncs] = [createRequestSync(jobs), createRequestSyncs(jobs)];
  return {
    rotateWebhookSecret,
    sendWebhookTest,
    database,
    now,
    extensionOrigins: config.extensionOrigins,
    findInstallation,
    changeSettings: createChangeSettings({ database, findInstallation, now, actOnFleet, isRefusedTarget }),
    installCallback: createInstallCallback({
      database,
      vault,
      verifyIdentity,
      logger,
      onInstalled: (tx, installs) =>
        requestSyncs(
          tx,
          installs.map(({ accountId }) => accountId),
        ),
    }),
    requireAccount: createRequireAccount(userTokens),
    startSync: (accountId) => database.forAccount(accountId, (tx) => requestSync(tx, accountId)),
  };
};

const toReadiness = ({ database, jobs }: Parts, hasStarted: () => boolean) => ({
  database: () => database.ping(),
  queue: async () => {
    if (!jobs.isReady() || !hasStarted()) throw new Error('the job queue is starting or stopping');
    // Its tables are in the database.
    await database.ping();
  },
  // The word is the contract's, and nothing can make it false here: before they have run nothing listens, and a process
  // that they fail in ends.
  migrations: async () => {},
});

const start = async (config: Config, logger: Logger, closers: Closers): Promise<Omit<Backend, 'close'>> => {
  // Opening the database takes seconds and changes it; a start that can't end well should not get so far.
  await assertPortFree(config);
  const parts = await openParts(config, logger, closers);
  const { roles } = config;
  let hasStarted = false;
  const readiness = toReadiness(parts, () => hasStarted);
  const health = { readiness, metrics: parts.metrics.registry };
  const { requests } = parts.metrics;
  const app = createApp({ logger, requests, health, web: roles.includes('web') ? toWeb(parts) : undefined });
  const server = await listen(app, config);
  closers.add(() => server.close());
  // Last, for somebody may have taken the port meanwhile: no job begins in a process that does not listen.
  if (roles.includes('worker')) await startWork(parts, closers);
  hasStarted = true;
  return { url: server.url, database: parts.database.backend };
};

/**
 * Wires the parts and starts what the roles say. The only place that knows them all.
 *
 * @throws when a part can't start; what had been opened is closed again
 */
export const createBackend = async (config: Config, logger: Logger): Promise<Backend> => {
  const closers = createClosers();
  const close = () => closers.closeAll((cause) => logger.error({ err: cause }, 'a part did not close'));
  try {
    return { ...(await start(config, logger, closers)), close };
  } catch (cause) {
    await close();
    throw cause;
  }
};
