import { assetsCsvQuerySchema, assetsQuerySchema, syncsQuerySchema } from '@fleet-watch/contracts';
import { answer, errors, json, namedHeaders, ok, okText } from './openapi-answers.ts';
import { asks, does, header, language, optionalHeader, path, queryOf, reads } from './openapi-call.ts';
import { namedSchemas, refTo } from './openapi-schemas.ts';

/** A type that is not that of an install. */
const anyOther = { type: 'string', not: { const: 'INSTALLED' } };

const install = {
  operationId: 'takeLifecycleMessage',
  summary:
    'Takes the message of an install from Trackunit, and of what else happens to the app in an account',
  parameters: [header('Trackunit-Identity', 'A JWT, signed by Trackunit')],
  requestBody: {
    required: true,
    ...json({
      oneOf: [
        refTo('InstalledMessage'),
        {
          description: 'UNINSTALLED ends the account’s work; any other type is recorded, and nothing else',
          allOf: [refTo('LifecycleMessage'), { type: 'object', properties: { type: anyOther } }],
        },
      ],
    }),
  },
  responses: {
    ...answer(204, 'Durably stored, or known already, or of an unknown type'),
    ...errors(
      'malformed_json',
      'constraint_violation',
      'identity_missing',
      'identity_invalid',
      'iris_app_mismatch',
      'method_not_allowed',
      'payload_too_large',
      'unsupported_media_type',
      'internal_error',
      'store_unavailable',
    ),
  },
};

const webhookEvent = {
  operationId: 'webhookEvent',
  summary: 'What an account’s webhook is sent',
  parameters: [
    header('webhook-id', 'Names the message; the same on every attempt'),
    header('webhook-timestamp', 'Of this attempt, in seconds'),
    header('webhook-signature', 'One or more of v1,<base64 of HMAC-SHA256>, with a space between'),
  ],
  requestBody: { required: true, ...json(refTo('WebhookEvent')) },
  responses: {
    '2XX': { description: 'Taken' },
    410: { description: 'Never again: Fleet Watch switches the webhook off' },
    default: { description: 'Not taken: Fleet Watch tries again' },
  },
};

const fleetPaths = {
  '/api/v1/account': reads({
    operationId: 'getAccount',
    summary: 'The account that is looking',
    answers: ok('Account', 'Content-Language'),
    parameters: [language],
  }),
  '/api/v1/fleet/summary': reads({
    operationId: 'getFleetSummary',
    summary: 'Counts by state, and 90 days of them',
    answers: ok('FleetSummary'),
  }),
  '/api/v1/fleet/facets': reads({
    operationId: 'getFleetFacets',
    summary: 'What assets can be filtered by',
    answers: ok('FleetFacets'),
  }),
  '/api/v1/fleet/assets': reads({
    operationId: 'listAssets',
    summary: 'A page of assets',
    answers: ok('AssetPage'),
    parameters: queryOf(assetsQuerySchema),
  }),
  '/api/v1/fleet/assets.csv': reads({
    operationId: 'exportAssets',
    summary: 'Every asset of a filter',
    answers: okText('text/csv', 'Content-Disposition'),
    parameters: queryOf(assetsCsvQuerySchema),
  }),
  '/api/v1/fleet/assets/{assetId}': reads({
    operationId: 'getAsset',
    summary: 'One asset with its transitions',
    answers: ok('AssetDetail'),
    parameters: [path('assetId')],
    refuses: ['not_found'],
  }),
};

const settingsPaths = {
  '/api/v1/settings': {
    ...reads({
      operationId: 'getSettings',
      summary: 'What the account decided',
      parameters: [optionalHeader('If-None-Match', 'Tags of settings that are not to be sent again')],
      answers: {
        ...ok('Settings', 'ETag'),
        ...answer(304, 'As If-None-Match has them', { headers: ['ETag'] }),
      },
    }),
    ...does('put', {
      operationId: 'putSettings',
      summary: 'Decides anew',
      parameters: [
        optionalHeader(
          'If-Match',
          'The tag of the settings to replace; where it is left out, any are replaced',
        ),
        language,
      ],
      body: 'Settings',
      answers: ok('Settings'),
      refuses: ['scope_not_granted', 'precondition_failed'],
    }),
  },
  '/api/v1/settings/preview': does('post', {
    operationId: 'previewThresholds',
    summary: 'Counts the fleet under other thresholds, and stores nothing',
    answers: ok('FleetCounts'),
    body: 'Thresholds',
  }),
};

const syncPaths = {
  '/api/v1/syncs': {
    ...reads({
      operationId: 'listSyncs',
      summary: 'A page of syncs, the newest first',
      answers: ok('SyncPage', 'Content-Language'),
      parameters: [language, ...queryOf(syncsQuerySchema)],
    }),
    ...does('post', {
      operationId: 'startSync',
      summary: 'Reads the fleet now',
      parameters: [language],
      answers: answer(202, 'Queued or under way', { schema: 'Sync', headers: ['Content-Language'] }),
    }),
  },
  '/api/v1/syncs/{id}': reads({
    operationId: 'getSync',
    summary: 'A sync',
    parameters: [language, path('id')],
    answers: ok('Sync', 'Content-Language'),
    refuses: ['not_found'],
  }),
  '/api/v1/syncs/{id}/events': reads({
    operationId: 'followSync',
    summary: 'A sync as it goes on: each event’s data is a Sync',
    parameters: [language, path('id')],
    refuses: ['not_found'],
    answers: okText('text/event-stream', 'Content-Language'),
  }),
};

const webhookPaths = {
  '/api/v1/webhook': reads({
    operationId: 'getWebhook',
    summary: 'How the account’s webhook is doing',
    parameters: [language],
    answers: ok('WebhookStatus', 'Content-Language'),
  }),
  '/api/v1/webhook/secret': does('post', {
    operationId: 'rotateWebhookSecret',
    summary: 'Makes a new signing secret and shows it, this once',
    answers: ok('WebhookSecret'),
  }),
  '/api/v1/webhook/test': does('post', {
    operationId: 'testWebhook',
    summary: 'Sends a signed test event now',
    parameters: [language],
    answers: ok('WebhookTest', 'Content-Language'),
    refuses: ['not_found', 'too_many_requests'],
  }),
};

const operatorPaths = {
  '/healthz': asks('getHealth', 'Is the process alive', ok('Health')),
  '/readyz': asks('getReadiness', 'Can it take work', {
    ...ok('Readiness'),
    ...answer(503, 'Not yet, or not now', { schema: 'Readiness' }),
  }),
  '/metrics': asks('getMetrics', 'Measurements for Prometheus', okText('text/plain')),
  '/openapi.json': asks('getOpenApi', 'This document', {
    200: { description: 'OK', ...json({ type: 'object', required: ['openapi', 'info', 'paths'] }) },
  }),
};

/** What this server answers, for tools; the shapes are those that the routes parse and send. */
export const openApiDocument = {
  openapi: '3.1.0',
  info: {
    title: 'Fleet Watch',
    version: '1',
    description:
      'Which machines have gone quiet, since when, and is it getting worse. What can’t be read as HTTP is 400 ' +
      'constraint_violation, headers of more than 16 KiB are 431 headers_too_large, an unknown path is 404 ' +
      'not_found, each with an Error.',
  },
  components: {
    securitySchemes: {
      userToken: { type: 'http', scheme: 'bearer', description: 'The user’s token from Manager' },
    },
    headers: namedHeaders,
    schemas: namedSchemas,
  },
  paths: {
    '/appinstall': { post: install },
    ...fleetPaths,
    ...settingsPaths,
    ...syncPaths,
    ...webhookPaths,
    ...operatorPaths,
  },
  webhooks: { fleetWatch: { post: webhookEvent } },
};
