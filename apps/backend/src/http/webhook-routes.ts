import type { WebhookSecret } from '@fleet-watch/contracts';
import type { Database } from '@fleet-watch/iris-app-backend';
import { Router } from 'express';
import type { AccountTx, FleetWatchTables } from '../store/tables.ts';
import { readWebhookStatus } from '../store/webhooks.ts';
import type { TestOutcome } from '../webhooks/send-test.ts';
import { ApiError } from './api-error.ts';
import { getAccountId } from './caller.ts';
import { chooseLanguage } from './choose-language.ts';
import { toWebhookStatus } from './to-webhook-status.ts';
import { toWebhookTest } from './to-webhook-test.ts';

export type WebhookRoutesDependencies = {
  readonly database: Database<FleetWatchTables>;
  /** Makes a new signing secret and shows it, this once. */
  readonly rotateWebhookSecret: (tx: AccountTx, accountId: string) => Promise<WebhookSecret>;
  readonly sendWebhookTest: (accountId: string) => Promise<TestOutcome>;
};

const toProblem = (outcome: Exclude<TestOutcome, { type: 'sent' }>): ApiError =>
  outcome.type === 'no_webhook'
    ? new ApiError('not_found', 'This account has no webhook. Set its address first.')
    : new ApiError('too_many_requests', 'A test was sent a moment ago. Try again in a few seconds.', {
        retryAfterSeconds: outcome.retryAfterSeconds,
      });

/** How the account's webhook is doing, its secret, and a try. Where it goes is one of the settings. */
export const createWebhookRoutes = ({
  database,
  rotateWebhookSecret,
  sendWebhookTest,
}: WebhookRoutesDependencies): Router => {
  const routes = Router();

  routes.get('/webhook', async (request, response) => {
    const accountId = getAccountId(request);
    const status = await database.forAccount(accountId, (tx) => readWebhookStatus(tx, accountId));
    response.json(toWebhookStatus(status, chooseLanguage(request, response)));
  });

  routes.post('/webhook/secret', async (request, response) => {
    const accountId = getAccountId(request);
    const secret = await database.forAccount(accountId, (tx) => rotateWebhookSecret(tx, accountId));
    response.json(secret);
  });

  routes.post('/webhook/test', async (request, response) => {
    const test = await sendWebhookTest(getAccountId(request));
    if (test.type !== 'sent') throw toProblem(test);
    response.json(toWebhookTest(test.outcome, chooseLanguage(request, response)));
  });

  return routes;
};
