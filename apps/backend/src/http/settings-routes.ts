import { settingsSchema, thresholdsSchema } from '@fleet-watch/contracts';
import { IrisScope } from '@fleet-watch/scopes';
import { Router } from 'express';
import type { Language } from '../failures/language.ts';
import { toSentence } from '../failures/to-sentence.ts';
import { countUnder } from '../store/count-under.ts';
import { lockFleet } from '../store/lock-fleet.ts';
import { reevaluateFleet } from '../store/reevaluate.ts';
import { readSettings, writeSettings } from '../store/settings.ts';
import type { AccountTx } from '../store/tables.ts';
import { followWebhookSetting } from '../store/webhooks.ts';
import type { AccountRoutesDependencies } from './account-routes.ts';
import { ApiError, parseBody } from './api-error.ts';
import { getAccountId } from './caller.ts';
import { chooseLanguage } from './choose-language.ts';

export type SettingsRoutesDependencies = AccountRoutesDependencies & {
  /** Enqueues what follows from a changed fleet or changed settings, in their transaction. */
  readonly actOnFleet: (tx: AccountTx, accountId: string) => Promise<void>;
  /** Whether messages would never be sent to this URL, known before one is tried. */
  readonly isRefusedTarget: (url: string) => boolean;
};

const toRefusal = (language: Language): ApiError =>
  new ApiError('constraint_violation', 'Constraint violation', {
    violations: [{ field: 'webhook.url', message: toSentence('address_refused', language) ?? '' }],
  });

/** What an account decides; a changed threshold counts before the answer is out. */
export const createSettingsRoutes = ({
  database,
  findInstallation,
  now,
  actOnFleet,
  isRefusedTarget,
}: SettingsRoutesDependencies): Router => {
  const routes = Router();

  routes.get('/settings', async (request, response) => {
    const accountId = getAccountId(request);
    response.json(await database.forAccount(accountId, (tx) => readSettings(tx, accountId)));
  });

  routes.post('/settings/preview', async (request, response) => {
    const accountId = getAccountId(request);
    const thresholds = parseBody(thresholdsSchema, request.body);
    response.json(await database.forAccount(accountId, (tx) => countUnder(tx, accountId, thresholds)));
  });

  routes.put('/settings', async (request, response) => {
    const accountId = getAccountId(request);
    const settings = parseBody(settingsSchema, request.body);
    const installation = settings.writeBack ? await findInstallation(accountId) : undefined;
    if (settings.writeBack && !installation?.grantedScopes.includes(IrisScope.AccountAssetManage)) {
      throw new ApiError(
        'scope_not_granted',
        `Writing to assets needs the scope ${IrisScope.AccountAssetManage}, which this account has not granted.`,
      );
    }
    await database.forAccount(accountId, async (tx) => {
      await lockFleet(tx, accountId);
      const before = await readSettings(tx, accountId);
      const { webhook } = settings;
      // One from before the rule keeps nobody from deciding about something else.
      if (webhook !== null && webhook.url !== before.webhook?.url && isRefusedTarget(webhook.url))
        throw toRefusal(chooseLanguage(request, response));
      await writeSettings(tx, accountId, settings);
      await followWebhookSetting(tx, accountId, { before: before.webhook, after: settings.webhook });
      await reevaluateFleet(tx, { accountId, thresholds: settings, now: now() });
      await actOnFleet(tx, accountId);
    });
    response.json(settings);
  });

  return routes;
};
