import {
  accountSchema,
  assetDetailSchema,
  assetRowSchema,
  errorBodySchema,
  fleetCountsSchema,
  fleetFacetsSchema,
  fleetSummarySchema,
  installedMessageSchema,
  lifecycleMessageSchema,
  pageOf,
  settingsSchema,
  syncSchema,
  thresholdsSchema,
  transitionSchema,
  webhookEventSchema,
  webhookSecretSchema,
  webhookStatusSchema,
  webhookTestSchema,
} from '@fleet-watch/contracts';
import { z } from 'zod';

/** What is sent, or taken as it is; what a call takes of these is what it gives. */
const sent = {
  Account: accountSchema,
  AssetDetail: assetDetailSchema,
  AssetPage: pageOf(assetRowSchema),
  AssetRow: assetRowSchema,
  Error: errorBodySchema,
  FleetCounts: fleetCountsSchema,
  FleetFacets: fleetFacetsSchema,
  FleetSummary: fleetSummarySchema,
  Health: z.object({ status: z.literal('ok') }),
  Readiness: z.object({
    status: z.enum(['ready', 'not_ready']),
    checks: z.object({ database: z.boolean(), queue: z.boolean(), migrations: z.boolean() }),
  }),
  Settings: settingsSchema,
  Sync: syncSchema,
  SyncPage: pageOf(syncSchema),
  Thresholds: thresholdsSchema,
  Transition: transitionSchema,
  WebhookEvent: webhookEventSchema,
  WebhookSecret: webhookSecretSchema,
  WebhookStatus: webhookStatusSchema,
  WebhookTest: webhookTestSchema,
};

/** What is taken, and changed when it is parsed: as it is before that. */
const taken = { InstalledMessage: installedMessageSchema, LifecycleMessage: lifecycleMessageSchema };

/** A schema of the document that others can point to. */
export type SchemaName = keyof typeof sent | keyof typeof taken;

/** Points to a schema by its name. */
export const refTo = (name: SchemaName) => ({ $ref: `#/components/schemas/${name}` });

const toSchemas = (named: Readonly<Record<string, z.ZodType>>, io: 'input' | 'output') => {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const uri = (id: string) => `#/components/schemas/${id}`;
  const { schemas } = z.toJSONSchema(registry, { io, uri, unrepresentable: 'any' });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _, $id: __, ...schema }]) => [name, schema]),
  );
};

/** The shapes that routes parse and send, as JSON Schema. */
export const namedSchemas: Readonly<Record<string, object>> = {
  ...toSchemas(sent, 'output'),
  ...toSchemas(taken, 'input'),
};

/**
 * One parameter of a query: as what it is read as, such as a whole number within limits. Where reading makes something
 * of it that JSON Schema has no word for, as the text that it is.
 */
export const toParameterSchema = (field: z.ZodType): object => {
  const convert = (io: 'input' | 'output'): object => {
    const { $schema: _, ...schema } = z.toJSONSchema(field, { io, unrepresentable: 'any' });
    return schema;
  };
  const read = convert('output');
  return 'type' in read || 'enum' in read ? read : convert('input');
};
