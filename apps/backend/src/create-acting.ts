import type { Database, JobQueue, KeyRing, Vault } from '@fleet-watch/iris-app-backend';
import type { TrackunitClient } from '@fleet-watch/trackunit-client';
import type { Logger } from 'pino';
import { createActOnFleet, type ActOnFleet } from './jobs/act-on-fleet.ts';
import { createNotifyHandler } from './jobs/notify-handler.ts';
import { notifyJob, notifyLaterJob } from './jobs/notify-job.ts';
import { createWriteBackHandler } from './jobs/write-back-handler.ts';
import { writeBackJob } from './jobs/write-back-job.ts';
import type { WebhookRoutesDependencies } from './http/webhook-routes.ts';
import type { FleetWatchTables } from './store/tables.ts';
import type { PostWebhook } from './webhooks/post-webhook.ts';
import { createSendEvent } from './webhooks/send-event.ts';
import { createSendTest } from './webhooks/send-test.ts';
import { createWebhookSecrets } from './webhooks/webhook-secrets.ts';
import { createWriteBack } from './write-back/create-write-back.ts';
import { createWriteField } from './write-back/write-field.ts';

export type ActingDependencies = {
  readonly database: Database<FleetWatchTables>;
  readonly keys: KeyRing;
  readonly vault: Vault<FleetWatchTables>;
  readonly jobs: JobQueue<FleetWatchTables>;
  readonly client: TrackunitClient;
  readonly post: PostWebhook;
  readonly logger: Logger;
  readonly now: () => Date;
};

/** What Fleet Watch does with what it finds: it tells webhooks, and writes to assets. */
export type Acting = Pick<WebhookRoutesDependencies, 'rotateWebhookSecret' | 'sendWebhookTest'> & {
  readonly actOnFleet: ActOnFleet;
  /** Begins to work on its jobs. */
  readonly work: () => Promise<void>;
};

/** Accounts whose webhooks are told at a time; most of that is waiting for somebody's server. */
const notifyConcurrency = 8;

/** Wires webhooks and write-back. */
export const createActing = (dependencies: ActingDependencies): Acting => {
  const { vault, jobs, client, logger } = dependencies;
  const secrets = createWebhookSecrets({ ...dependencies, irisAppId: vault.irisAppId });
  const shared = { ...dependencies, findInstallation: vault.findInstallation };
  const sendEvent = createSendEvent({ ...dependencies, secrets });
  return {
    actOnFleet: createActOnFleet(jobs),
    rotateWebhookSecret: secrets.rotate,
    sendWebhookTest: createSendTest({ ...dependencies, sendEvent }),
    work: async () => {
      const notify = createNotifyHandler({ ...shared, sendEvent, random: Math.random });
      await jobs.work(notifyJob, notify, { concurrency: notifyConcurrency });
      await jobs.work(notifyLaterJob, notify, { concurrency: notifyConcurrency });
      const writeBack = createWriteBack({ ...dependencies, writeField: createWriteField(client) });
      await jobs.work(writeBackJob, createWriteBackHandler({ ...shared, writeBack, logger }));
    },
  };
};
