import { settingsSchema, thresholdsSchema, type Violation } from '@fleet-watch/contracts';
import type { Database } from '@fleet-watch/iris-app-backend';
import { Router } from 'express';
import type { Language } from '../failures/language.ts';
import { toSentence } from '../failures/to-sentence.ts';
import type { ChangeSettings, SettingsChange } from '../settings/change-settings.ts';
import { toShownSettings } from '../settings/without-credentials.ts';
import { countUnder } from '../store/count-under.ts';
import { readSettings } from '../store/settings.ts';
import type { FleetWatchTables } from '../store/tables.ts';
import { ApiError, parseBody } from './api-error.ts';
import { getAccountId } from './caller.ts';
import { chooseLanguage } from './choose-language.ts';
import { isMatch, toEntityTag } from './entity-tag.ts';

export type SettingsRoutesDependencies = {
  readonly database: Database<FleetWatchTables>;
  readonly changeSettings: ChangeSettings;
};

type Refusal = Exclude<SettingsChange, { type: 'changed' }>;

const toAddressViolation = (reason: 'private' | 'credentials', toLanguage: () => Language): Violation => ({
  field: 'webhook.url',
  message:
    reason === 'private'
      ? toSentence('address_refused', toLanguage())
      : 'must not hold a user name or a password: they would not be sent',
});

const toProblem = (refusal: Refusal, toLanguage: () => Language): ApiError => {
  switch (refusal.type) {
    case 'scope_not_granted':
      return new ApiError(
        'scope_not_granted',
        `Writing to assets needs the scope ${refusal.scope}, which this account has not granted.`,
      );
    case 'not_as_expected':
      return new ApiError(
        'precondition_failed',
        'The settings have changed since. Get them again, and decide on what they are now.',
      );
    case 'address_refused':
      return new ApiError('constraint_violation', 'Constraint violation', {
        violations: [toAddressViolation(refusal.reason, toLanguage)],
      });
  }
};

/** What an account decides; a changed threshold counts before the answer is out. */
export const createSettingsRoutes = ({ database, changeSettings }: SettingsRoutesDependencies): Router => {
  const routes = Router();

  routes.get('/settings', async (request, response) => {
    const accountId = getAccountId(request);
    const stored = await database.forAccount(accountId, (tx) => readSettings(tx, accountId));
    const settings = toShownSettings(stored);
    response.setHeader('ETag', toEntityTag(settings));
    response.json(settings);
  });

  routes.post('/settings/preview', async (request, response) => {
    const accountId = getAccountId(request);
    const thresholds = parseBody(thresholdsSchema, request.body);
    response.json(await database.forAccount(accountId, (tx) => countUnder(tx, accountId, thresholds)));
  });

  routes.put('/settings', async (request, response) => {
    const settings = parseBody(settingsSchema, request.body);
    const expected = request.headers['if-match'];
    const change = await changeSettings(getAccountId(request), settings, (shown) => isMatch(expected, shown));
    if (change.type !== 'changed') throw toProblem(change, () => chooseLanguage(request, response));
    // Without an ETag: the order of what is stored need not be that of what was sent.
    response.json(toShownSettings(settings));
  });

  return routes;
};
