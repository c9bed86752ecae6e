import { settingsSchema, thresholdsSchema } from '@fleet-watch/contracts';
import { IrisScope } from '@fleet-watch/scopes';
import { Router } from 'express';
import { countUnder } from '../store/count-under.ts';
import { lockFleet } from '../store/lock-fleet.ts';
import { reevaluateFleet } from '../store/reevaluate.ts';
import { readSettings, writeSettings } from '../store/settings.ts';
import type { AccountTx } from '../store/tables.ts';
import { followWebhookSetting } from '../store/webhooks.ts';
import type { AccountRoutesDependencies } from './account-routes.ts';
import { ApiError, parseBody } from './api-error.ts';
import { getAccountId } from './caller.ts';

export type SettingsRoutesDependencies = AccountRoutesDependencies & {
  /** Enqueues what follows from a changed fleet or changed settings, in their transaction. */
  readonly actOnFleet: (tx: AccountTx, accountId: string) => Promise<void>;
};

/** What an account decides; a changed threshold counts before the answer is out. */
export const createSettingsRoutes = ({
  database,
  findInstallation,
  now,
  actOnFleet,
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
      await writeSettings(tx, accountId, settings);
      await followWebhookSetting(tx, accountId, { before: before.webhook, after: settings.webhook });
      await reevaluateFleet(tx, { accountId, thresholds: settings, now: now() });
      await actOnFleet(tx, accountId);
    });
    response.json(settings);
  });

  return routes;
};
