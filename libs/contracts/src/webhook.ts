import { z } from 'zod';
import { transitionSchema } from './transition.ts';

/** How the account's webhook is doing. */
export const webhookStatusSchema = z.object({
  url: z.string().nullable(),
  enabled: z.boolean(),
  /** Why Fleet Watch switched it off: how the last attempt went. Null when nobody but the account did. */
  disabledReason: z.string().nullable(),
  /** The last attempt to deliver, tests not counted. `status` is null where the host did not answer. */
  lastDelivery: z
    .object({ at: z.iso.datetime(), status: z.number().int().nullable(), error: z.string().nullable() })
    .nullable(),
  /** Whether somebody has seen the secret that deliveries are signed with. */
  hasSecret: z.boolean(),
});

/** What `GET /api/v1/webhook` answers with. */
export type WebhookStatus = Readonly<z.infer<typeof webhookStatusSchema>>;

/**
 * A new signing secret, shown this once. The one before signs too until `previousExpiresAt`, 24 hours later; null where
 * nobody had seen one before.
 */
export const webhookSecretSchema = z.object({
  secret: z.string().regex(/^whsec_/),
  previousExpiresAt: z.iso.datetime().nullable(),
});

/** What `POST /api/v1/webhook/secret` answers with; there is no way to see it again. */
export type WebhookSecret = Readonly<z.infer<typeof webhookSecretSchema>>;

/**
 * What came of a test. `delivered` is a status from 200 to 299, `status` null where the host did not answer, and
 * `error` a sentence for people.
 */
export const webhookTestSchema = z.object({
  delivered: z.boolean(),
  status: z.number().int().nullable(),
  error: z.string().nullable(),
});

/** What `POST /api/v1/webhook/test` answers with, once the host has answered or its time is over. */
export type WebhookTest = Readonly<z.infer<typeof webhookTestSchema>>;

/**
 * What a webhook is sent, oldest transition first; a test carries none. The signature is in the headers.
 *
 * @see https://www.standardwebhooks.com
 */
export const webhookEventSchema = z.object({
  type: z.enum(['fleet_watch.transitions', 'fleet_watch.test']),
  /** When the event was put together; the same on every attempt. */
  timestamp: z.iso.datetime(),
  data: z.object({
    accountId: z.uuid(),
    transitions: z.array(transitionSchema.extend({ assetId: z.string(), name: z.string().nullable() })),
  }),
});

/** The body of one delivery. Attempts to deliver it are repeated with the same body and `webhook-id`. */
export type WebhookEvent = Readonly<z.infer<typeof webhookEventSchema>>;
