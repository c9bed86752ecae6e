import { randomUUID } from 'node:crypto';
import { defaultSettings, type Settings, type WebhookEvent } from '@fleet-watch/contracts';
import type { Database, Installation } from '@fleet-watch/iris-app-backend';
import { createNotifyHandler } from '../jobs/notify-handler.ts';
import { createChangeSettings } from '../settings/change-settings.ts';
import { readSettings } from '../store/settings.ts';
import type { FleetWatchTables } from '../store/tables.ts';
import { insertTransitions } from '../store/transitions.ts';
import { readWebhookStatus } from '../store/webhooks.ts';
import type { PostOutcome } from '../webhooks/post-webhook.ts';
import type { EventAttempt, SendEvent } from '../webhooks/send-event.ts';
import { buildInstallation } from './installation.ts';
import { createRecordedJobs } from './recorded-jobs.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const start = Date.parse('2026-03-10T12:00:00.000Z');

export const delivered = { delivered: true, status: 204, failure: null } as const satisfies PostOutcome;
export const failed = {
  delivered: false,
  status: 500,
  failure: 'status_refused:500',
} as const satisfies PostOutcome;

/** The numbers of the transitions that an event tells of. */
export const toNumbers = ({ data }: WebhookEvent): number[] =>
  data.transitions.map(({ assetId }) => Number(assetId));

/** One account with a webhook, a clock that is set by hand, and a receiver that answers what a test wants. */
export const createWebhookUnderTest = (database: Database<FleetWatchTables>) => {
  const accountId = randomUUID();
  const url = 'https://receiver.test/hook';
  const sent: EventAttempt[] = [];
  const { jobs, recorded } = createRecordedJobs();
  let nowMs = start;
  let answer: SendEvent = async () => delivered;
  let installation: Installation | undefined = buildInstallation({ accountId });
  let count = 0;

  const shared = { database, now: () => new Date(nowMs), findInstallation: async () => installation };

  const run = createNotifyHandler({
    ...shared,
    jobs,
    logger: silent,
    random: () => 0,
    sendEvent: (attempt) => {
      sent.push(attempt);
      return answer(attempt);
    },
  });

  const changeSettings = createChangeSettings({
    ...shared,
    // What is told, and when, is what these tests say.
    actOnFleet: async () => {},
    isRefusedTarget: () => false,
  });

  const decide = (webhook: Settings['webhook']) => changeSettings(accountId, { ...defaultSettings, webhook });

  return {
    accountId,
    url,
    /** What was sent, whether it arrived or not. */
    sent,
    /** The jobs that were enqueued. */
    recorded,
    decide,
    enable: () => decide({ url, enabled: true }),
    /** Lets so many assets fall silent; they are numbered from 1. */
    happen: (howMany: number) =>
      database.forAccount(accountId, (tx) => {
        const at = new Date(nowMs);
        const transitions = Array.from({ length: howMany }, () => {
          count += 1;
          return { assetId: `${count}`, from: 'REPORTING', to: 'SILENT', at, lastSeenAt: at } as const;
        });
        return insertTransitions(tx, { accountId, syncId: null, transitions });
      }),
    answer: (next: PostOutcome | SendEvent) => {
      answer = typeof next === 'function' ? next : async () => next;
    },
    /** Runs a job until it ends. */
    notify: (signal: AbortSignal = new AbortController().signal): Promise<void> =>
      run({ jobId: randomUUID(), accountId, payload: {}, attempt: 1, signal }),
    pass: (seconds: number) => {
      nowMs += seconds * 1000;
    },
    uninstall: () => {
      installation = undefined;
    },
    now: () => new Date(nowMs),
    status: () => database.forAccount(accountId, (tx) => readWebhookStatus(tx, accountId)),
    settings: () => database.forAccount(accountId, (tx) => readSettings(tx, accountId)),
  };
};

/** One account whose webhook is switched on. */
export const createEnabledWebhook = async (database: Database<FleetWatchTables>) => {
  const webhook = createWebhookUnderTest(database);
  await webhook.enable();
  return webhook;
};
