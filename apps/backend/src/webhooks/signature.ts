import { createHmac, randomBytes } from 'node:crypto';
import { Secret } from '@fleet-watch/trackunit-client';

const prefix = 'whsec_';
/** The specification allows 24 to 64. */
const secretBytes = 32;

/** Makes a signing secret in the form that receivers' libraries take: `whsec_` and 32 bytes in base64. */
export const generateWebhookSecret = (): Secret =>
  new Secret(`${prefix}${randomBytes(secretBytes).toString('base64')}`);

/** What a signature is of. */
export type SignedMessage = {
  /** The same on every attempt, by which a receiver knows what it has already. */
  readonly id: string;
  /** Of this attempt: receivers refuse old ones. */
  readonly sentAt: Date;
  readonly body: string;
};

const sign = (secret: Secret, content: string): string => {
  const key = Buffer.from(secret.reveal().slice(prefix.length), 'base64');
  return `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
};

/**
 * The headers of a signed message, as Standard Webhooks writes them; one signature for each secret.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const toSignedHeaders = (
  { id, sentAt, body }: SignedMessage,
  secrets: readonly Secret[],
): Readonly<Record<string, string>> => {
  const timestamp = `${Math.floor(sentAt.getTime() / 1000)}`;
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map((secret) => sign(secret, `${id}.${timestamp}.${body}`)).join(' '),
  };
};
