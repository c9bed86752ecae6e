import { randomUUID } from 'node:crypto';
import type { AccountJobHandler, Database, JobQueue, Logger, Vault } from '@fleet-watch/iris-app-backend';
import type { AccountTx, FleetWatchTables } from '../store/tables.ts';
import { recordDelivered, recordFailed, type FailedAttempt } from '../store/webhook-attempts.ts';
import { claimMessage, type WebhookClaim } from '../store/webhook-messages.ts';
import { findRetryDelaySeconds } from '../webhooks/retry-schedule.ts';
import type { SendEvent } from '../webhooks/send-event.ts';
import type { PostFailed } from '../webhooks/post-webhook.ts';
import { toTransitionsEvent } from '../webhooks/transitions-event.ts';
import { notifyJob, notifyLaterJob } from './notify-job.ts';

export type NotifyHandlerDependencies = {
  readonly database: Database<FleetWatchTables>;
  readonly findInstallation: Vault<FleetWatchTables>['findInstallation'];
  readonly jobs: Pick<JobQueue<FleetWatchTables>, 'enqueue'>;
  readonly sendEvent: SendEvent;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly random: () => number;
};

type Message = Extract<WebhookClaim, { type: 'send' }>;

/** What is put down of an attempt, and what the host said of the next one. */
type FailedDelivery = {
  readonly url: string;
  readonly attempt: FailedAttempt;
  readonly outcome: PostFailed;
};

/**
 * The longest that one job waits; it then looks again. An account has one later job, so one that waited a day would
 * hold up a retry that is due in five seconds.
 */
const longestWaitSeconds = 300;

/** Then other accounts have a turn. */
const messagesPerRun = 20;

/**
 * Makes the handler of both notify jobs: sends message after message until there is none, or one fails; that one is
 * tried again on the schedule, and at its end the webhook is switched off.
 */
export const createNotifyHandler = (dependencies: NotifyHandlerDependencies): AccountJobHandler<object> => {
  const { database, findInstallation, jobs, sendEvent, logger, now, random } = dependencies;

  const lookAgain = async (tx: AccountTx, accountId: string, at: Date): Promise<void> => {
    const seconds = Math.ceil((at.getTime() - now().getTime()) / 1000);
    const startAfterSeconds = Math.min(Math.max(seconds, 1), longestWaitSeconds);
    await jobs.enqueue(tx, { job: notifyLaterJob, accountId, payload: {}, startAfterSeconds });
  };

  const claim = (accountId: string): Promise<WebhookClaim> =>
    database.forAccount(accountId, async (tx) => {
      const claimed = await claimMessage(tx, accountId, { now: now(), newId: randomUUID() });
      if (claimed.type === 'wait') await lookAgain(tx, accountId, claimed.until);
      return claimed;
    });

  const fail = (accountId: string, { url, attempt, outcome }: FailedDelivery) =>
    database.forAccount(accountId, async (tx) => {
      const toRetryAt = (failures: number): Date | undefined => {
        const seconds = findRetryDelaySeconds({ ...outcome, failures }, random);
        return seconds === undefined ? undefined : new Date(attempt.at.getTime() + seconds * 1000);
      };
      const retryAt = await recordFailed(tx, accountId, { attempt, url, toRetryAt });
      if (retryAt !== undefined) await lookAgain(tx, accountId, retryAt);
      return retryAt;
    });

  /** Answers whether the message arrived. */
  const deliver = async (accountId: string, { url, message }: Message): Promise<boolean> => {
    const event = toTransitionsEvent(accountId, message);
    const outcome = await sendEvent({ accountId, url, messageId: message.id, event });
    const tried = { messageId: message.id, at: now() };
    if (outcome.delivered) {
      const { status, failure } = outcome;
      await database.forAccount(accountId, (tx) =>
        recordDelivered(tx, accountId, { ...tried, status, failure }),
      );
      return true;
    }
    const { status, failure } = outcome;
    const retryAt = await fail(accountId, { url, attempt: { ...tried, status, failure }, outcome });
    logger.warn(
      { accountId, messageId: message.id, status, failure, retryAt },
      'a webhook was not delivered',
    );
    return false;
  };

  return async ({ accountId, signal }) => {
    if ((await findInstallation(accountId)) === undefined) return;
    for (let count = 0; count < messagesPerRun; count += 1) {
      signal.throwIfAborted();
      const claimed = await claim(accountId);
      if (claimed.type !== 'send' || !(await deliver(accountId, claimed))) return;
    }
    await database.forAccount(accountId, (tx) =>
      jobs.enqueue(tx, { job: notifyJob, accountId, payload: {} }),
    );
  };
};
