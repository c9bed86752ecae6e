import { z } from 'zod';
import { storableText } from './storable-text.ts';

const longest = 512;

const printable = z
  .string()
  .min(1)
  .max(longest)
  .regex(/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]+$/u, 'must be printable');

/**
 * Any message of an app's life cycle, as far as every one is the same. Trackunit documents `INSTALLED` only;
 * other types are possible, so `type` is open.
 */
export const lifecycleMessageSchema = z.object({
  type: storableText.min(1).max(longest),
  irisAppId: printable,
  accountId: z.guid().transform((id) => id.toLowerCase()),
});

/** A life cycle message after parsing: `accountId` is in lower case, as it is compared and stored. */
export type LifecycleMessage = Readonly<z.infer<typeof lifecycleMessageSchema>>;

/**
 * What Trackunit posts to the manifest's `tokenCallback.url` when an account installs the app. Unknown members
 * are ignored.
 *
 * @see https://developers.trackunit.com — "App Tokens (async)"
 */
export const installedMessageSchema = lifecycleMessageSchema.extend({
  type: z.literal('INSTALLED'),
  clientId: printable,
  clientSecret: printable,
});

/** An install after parsing. Its `clientSecret` is in the open: encrypt it at once, and never log the message. */
export type InstalledMessage = Readonly<z.infer<typeof installedMessageSchema>>;
