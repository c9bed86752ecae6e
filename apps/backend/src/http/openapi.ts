import {
  accountSchema,
  assetDetailSchema,
  assetsCsvQuerySchema,
  assetRowSchema,
  assetSortFields,
  assetsQuerySchema,
  errorBodySchema,
  errorStatus,
  fleetCountsSchema,
  fleetFacetsSchema,
  fleetSummarySchema,
  installedMessageSchema,
  pageOf,
  settingsSchema,
  syncSchema,
  syncsQuerySchema,
  thresholdsSchema,
  webhookEventSchema,
  webhookSecretSchema,
  webhookStatusSchema,
  webhookTestSchema,
  type ErrorCode,
} from '@fleet-watch/contracts';
import { z } from 'zod';

const toSchema = (schema: z.ZodType, io: 'input' | 'output' = 'output') => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};

const json = (schema: z.ZodType, io: 'input' | 'output' = 'output') => ({
  content: { 'application/json': { schema: toSchema(schema, io) } },
});

const retryAfter = {
  headers: { 'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer', minimum: 1 } } },
};

const errors = (...codes: ErrorCode[]) => {
  const byStatus = Map.groupBy(codes, (code) => errorStatus[code]);
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      `${status}`,
      {
        description: group.join(', '),
        ...(status === 429 || status === 503 ? retryAfter : {}),
        ...json(errorBodySchema),
      },
    ]),
  );
};

const callerErrors = [
  'token_missing',
  'token_invalid',
  'token_expired',
  'account_not_installed',
  'user_auth_not_configured',
  'user_auth_unavailable',
  'store_unavailable',
] as const;

const queryOf = (schema: z.ZodObject) =>
  Object.entries(schema.shape).map(([name, field]) => ({
    name,
    in: 'query',
    required: false,
    schema: toSchema(field as z.ZodType, 'input'),
    ...(name === 'sort'
      ? { description: `Fields with a comma between, - for downwards: ${assetSortFields.join(', ')}` }
      : {}),
  }));

const path = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } });

const language = {
  ...{ name: 'Accept-Language', in: 'header', required: false, schema: { type: 'string' } },
  description: 'Of reasons that are sentences: en, da or de, else English; Content-Language says which it is',
};

const call = (summary: string, ok: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  summary,
  security: [{ userToken: [] }],
  ...more,
  responses: { ...ok, ...errors(...callerErrors, ...((more['x-errors'] as ErrorCode[] | undefined) ?? [])) },
});

const ok = (schema: z.ZodType) => ({ 200: { description: 'OK', ...json(schema) } });
const csv = { 200: { description: 'OK', content: { 'text/csv': { schema: { type: 'string' } } } } };
const events = {
  200: { description: 'OK', content: { 'text/event-stream': { schema: { type: 'string' } } } },
};
const readiness = json(
  z.object({
    status: z.enum(['ready', 'not_ready']),
    checks: z.object({ database: z.boolean(), queue: z.boolean(), migrations: z.boolean() }),
  }),
);
const status = (summary: string, more: Record<string, unknown> = {}) => ({
  summary,
  responses: { 200: { description: 'OK' }, ...more },
});

const install = {
  summary: 'Takes the message of an install from Trackunit',
  parameters: [{ name: 'Trackunit-Identity', in: 'header', required: true, schema: { type: 'string' } }],
  requestBody: { required: true, ...json(installedMessageSchema, 'input') },
  responses: {
    204: { description: 'Durably stored, or known already, or of an unknown type' },
    ...errors(
      'malformed_json',
      'constraint_violation',
      'identity_missing',
      'identity_invalid',
      'iris_app_mismatch',
      'payload_too_large',
      'unsupported_media_type',
      'store_unavailable',
    ),
  },
};

const header = (name: string, description: string) => ({
  ...{ name, in: 'header', required: true, description },
  schema: { type: 'string' },
});

const webhookEvent = {
  summary: 'What an account’s webhook is sent',
  parameters: [
    header('webhook-id', 'Names the message; the same on every attempt'),
    header('webhook-timestamp', 'Of this attempt, in seconds'),
    header('webhook-signature', 'One or more of v1,<base64 of HMAC-SHA256>, with a space between'),
  ],
  requestBody: { required: true, ...json(webhookEventSchema) },
  responses: {
    '2XX': { description: 'Taken' },
    410: { description: 'Never again: Fleet Watch switches the webhook off' },
    default: { description: 'Not taken: Fleet Watch tries again' },
  },
};

/** What this server answers, for tools; the shapes are those that the routes parse and send. */
export const openApiDocument = {
  openapi: '3.1.0',
  info: {
    title: 'Fleet Watch',
    version: '1',
    description: 'Which machines have gone quiet, since when, and is it getting worse.',
  },
  components: {
    securitySchemes: {
      userToken: { type: 'http', scheme: 'bearer', description: 'The user’s token from Manager' },
    },
  },
  paths: {
    '/appinstall': { post: install },
    '/api/v1/account': {
      get: call('The account that is looking', ok(accountSchema), { parameters: [language] }),
    },
    '/api/v1/fleet/summary': { get: call('Counts by state, and 90 days of them', ok(fleetSummarySchema)) },
    '/api/v1/fleet/facets': { get: call('What assets can be filtered by', ok(fleetFacetsSchema)) },
    '/api/v1/fleet/assets': {
      get: call('A page of assets', ok(pageOf(assetRowSchema)), {
        parameters: queryOf(assetsQuerySchema),
        'x-errors': ['constraint_violation'],
      }),
    },
    '/api/v1/fleet/assets.csv': {
      get: call('Every asset of a filter', csv, {
        parameters: queryOf(assetsCsvQuerySchema),
        'x-errors': ['constraint_violation'],
      }),
    },
    '/api/v1/fleet/assets/{assetId}': {
      get: call('One asset with its transitions', ok(assetDetailSchema), {
        parameters: [path('assetId')],
        'x-errors': ['not_found'],
      }),
    },
    '/api/v1/settings': {
      get: call('What the account decided', ok(settingsSchema)),
      put: call('Decides anew', ok(settingsSchema), {
        requestBody: { required: true, ...json(settingsSchema, 'input') },
        'x-errors': ['malformed_json', 'constraint_violation', 'scope_not_granted', 'payload_too_large'],
      }),
    },
    '/api/v1/settings/preview': {
      post: call('Counts the fleet under other thresholds, and stores nothing', ok(fleetCountsSchema), {
        requestBody: { required: true, ...json(thresholdsSchema, 'input') },
        'x-errors': ['malformed_json', 'constraint_violation', 'payload_too_large'],
      }),
    },
    '/api/v1/syncs': {
      get: call('A page of syncs, the newest first', ok(pageOf(syncSchema)), {
        parameters: [language, ...queryOf(syncsQuerySchema)],
        'x-errors': ['constraint_violation'],
      }),
      post: call(
        'Reads the fleet now',
        { 202: { description: 'Queued or under way', ...json(syncSchema) } },
        { parameters: [language] },
      ),
    },
    '/api/v1/syncs/{id}': {
      get: call('A sync', ok(syncSchema), { parameters: [language, path('id')], 'x-errors': ['not_found'] }),
    },
    '/api/v1/syncs/{id}/events': {
      get: call('A sync as it goes on', events, {
        parameters: [language, path('id')],
        'x-errors': ['not_found'],
      }),
    },
    '/api/v1/webhook': {
      get: call('How the account’s webhook is doing', ok(webhookStatusSchema), { parameters: [language] }),
    },
    '/api/v1/webhook/secret': {
      post: call('Makes a new signing secret and shows it, this once', ok(webhookSecretSchema)),
    },
    '/api/v1/webhook/test': {
      post: call('Sends a signed test event now', ok(webhookTestSchema), {
        parameters: [language],
        'x-errors': ['not_found', 'too_many_requests'],
      }),
    },
    '/healthz': { get: status('Is the process alive') },
    '/readyz': {
      get: status('Can it take work', {
        200: { description: 'Yes', ...readiness },
        503: { description: 'Not yet, or not now', ...readiness },
      }),
    },
    '/metrics': { get: status('Measurements for Prometheus') },
    '/openapi.json': { get: status('This document') },
  },
  webhooks: { fleetWatch: { post: webhookEvent } },
} as const;
