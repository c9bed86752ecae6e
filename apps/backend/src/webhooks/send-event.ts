import type { WebhookEvent } from '@fleet-watch/contracts';
import type { Database } from '@fleet-watch/iris-app-backend';
import type { FleetWatchTables } from '../store/tables.ts';
import type { PostOutcome, PostWebhook } from './post-webhook.ts';
import { toSignedHeaders } from './signature.ts';
import type { WebhookSecrets } from './webhook-secrets.ts';

export type SendEventDependencies = {
  readonly database: Database<FleetWatchTables>;
  readonly secrets: WebhookSecrets;
  readonly post: PostWebhook;
  readonly now: () => Date;
};

/** One attempt at one event. */
export type EventAttempt = {
  readonly accountId: string;
  readonly url: string;
  /** The same on every attempt. */
  readonly messageId: string;
  readonly event: WebhookEvent;
};

/** Signs an event and sends it once. What goes wrong on the way is an outcome. */
export type SendEvent = (attempt: EventAttempt) => Promise<PostOutcome>;

/** Makes the one way out for events. */
export const createSendEvent =
  ({ database, secrets, post, now }: SendEventDependencies): SendEvent =>
  async ({ accountId, url, messageId, event }) => {
    const keys = await database.forAccount(accountId, (tx) => secrets.reveal(tx, accountId));
    const body = JSON.stringify(event);
    const signed = toSignedHeaders({ id: `msg_${messageId}`, sentAt: now(), body }, keys);
    const headers = { 'content-type': 'application/json', 'user-agent': 'Fleet-Watch/1', ...signed };
    return post({ url, headers, body });
  };
