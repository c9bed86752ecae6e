import {
  accountSchema,
  accountStatuses as contractAccountStatuses,
  assetDetailSchema,
  assetRowSchema,
  assetStates as contractAssetStates,
  fleetCountsSchema,
  fleetFacetsSchema,
  errorStatus,
  fleetSummarySchema,
  pageOf,
  settingsSchema,
  syncSchema,
  syncStates as contractSyncStates,
  webhookSecretSchema,
  webhookStatusSchema,
  webhookTestSchema,
} from '@fleet-watch/contracts';
import { expect, test } from 'vitest';
import {
  decodeWebhookSecret,
  decodeWebhookStatus,
  decodeWebhookTest,
} from '../features/settings/api/webhook-calls.ts';
import { createFixtureBackend } from '../testing/fixture-backend.ts';
import {
  decodeAccount,
  decodeAssetDetail,
  decodeAssetPage,
  decodeCountsPreview,
  decodeFleetFacets,
  decodeFleetSummary,
  decodeSettings,
  decodeSync,
  decodeSyncPage,
} from './contract-decoders.ts';
import { accountStatuses, assetStates, knownErrorCodes, syncStates } from './contract-words.ts';
import { DecodeError, type Decoder } from './decoder.ts';

const backend = createFixtureBackend({ now: Date.parse('2026-11-22T06:00:00Z') });

const ask = async (path: string, method = 'GET'): Promise<unknown> => {
  const headers = { Authorization: 'Bearer x' };
  const init: RequestInit = { method, headers };
  if (method === 'POST') init.body = JSON.stringify({ silentAfterHours: 72 });
  return (await backend.answer(new Request(`http://localhost/api/v1${path}`, init))).json();
};

type Schema = { readonly parse: (input: unknown) => unknown };

const pairs: readonly (readonly [string, string, Schema, Decoder<unknown>])[] = [
  ['GET', '/account', accountSchema, decodeAccount],
  ['GET', '/fleet/summary', fleetSummarySchema, decodeFleetSummary],
  ['GET', '/fleet/assets?size=250', pageOf(assetRowSchema), decodeAssetPage],
  ['GET', '/fleet/assets/00000000-0000-4000-8000-000000000003', assetDetailSchema, decodeAssetDetail],
  ['GET', '/settings', settingsSchema, decodeSettings],
  ['POST', '/syncs', syncSchema, decodeSync],
  ['GET', '/syncs', pageOf(syncSchema), decodeSyncPage],
  ['GET', '/fleet/facets', fleetFacetsSchema, decodeFleetFacets],
  ['POST', '/settings/preview', fleetCountsSchema, decodeCountsPreview],
  ['GET', '/webhook', webhookStatusSchema, decodeWebhookStatus],
  ['POST', '/webhook/secret', webhookSecretSchema, decodeWebhookSecret],
  ['POST', '/webhook/test', webhookTestSchema, decodeWebhookTest],
];

test.for(pairs)('%s %s is read as the contract’s schema reads it', async ([method, path, schema, decode]) => {
  const answer = await ask(path, method);
  expect(decode(answer, 'answer')).toEqual(schema.parse(answer));
});

/** The same object without one member, once for each. */
const withoutEach = (answer: object): object[] =>
  Object.keys(answer).map((name) =>
    Object.fromEntries(Object.entries(answer).filter(([other]) => other !== name)),
  );

test.for(pairs)(
  '%s %s without a member is refused, as the schema refuses it',
  async ([method, path, schema, decode]) => {
    for (const incomplete of withoutEach((await ask(path, method)) as object)) {
      expect(() => decode(incomplete, 'answer')).toThrow(DecodeError);
      expect(() => schema.parse(incomplete)).toThrow();
    }
  },
);

test('a member of the wrong kind is named by its path', async () => {
  const summary = (await ask('/fleet/summary')) as { trend: object[] };
  const wrong = { ...summary, trend: [{ ...summary.trend[0], silent: 'many' }] };
  expect(() => decodeFleetSummary(wrong, 'answer')).toThrow('answer.trend[0].silent is not a number');
});

test('a member that the backend adds later is no reason to fail', async () => {
  const sync = (await ask('/syncs', 'POST')) as object;
  expect(decodeSync({ ...sync, cost: 3 }, 'answer')).toEqual(sync);
});

test('the words that are repeated here are all of the contract’s', () => {
  expect(assetStates).toEqual(contractAssetStates);
  expect(accountStatuses).toEqual(contractAccountStatuses);
  expect(syncStates).toEqual(contractSyncStates);
  expect(knownErrorCodes.filter((code) => !(code in errorStatus))).toEqual([]);
});
