import { randomUUID } from 'node:crypto';
import type { Database } from '@fleet-watch/iris-app-backend';
import { readSettings } from '../store/settings.ts';
import type { FleetWatchTables } from '../store/tables.ts';
import { claimTest } from '../store/webhooks.ts';
import type { PostOutcome } from './post-webhook.ts';
import type { SendEvent } from './send-event.ts';
import { toTestEvent } from './transitions-event.ts';

export type SendTestDependencies = {
  readonly database: Database<FleetWatchTables>;
  readonly sendEvent: SendEvent;
  readonly now: () => Date;
};

/** What came of asking for a test. */
export type TestOutcome =
  | { readonly type: 'sent'; readonly outcome: PostOutcome }
  | { readonly type: 'no_webhook' }
  | { readonly type: 'too_soon'; readonly retryAfterSeconds: number };

/** An account gets one test in so many milliseconds: we are not to be used to flood a host. */
const spacingMs = 5000;

/** Makes what sends a signed test event to an account's webhook, also one that is switched off. */
export const createSendTest =
  ({ database, sendEvent, now }: SendTestDependencies) =>
  async (accountId: string): Promise<TestOutcome> => {
    const at = now();
    const { url, earlyMs } = await database.forAccount(accountId, async (tx) => {
      const { webhook } = await readSettings(tx, accountId);
      if (webhook === null) return { url: undefined, earlyMs: undefined };
      return { url: webhook.url, earlyMs: await claimTest(tx, accountId, { now: at, spacingMs }) };
    });
    if (url === undefined) return { type: 'no_webhook' };
    if (earlyMs !== undefined) return { type: 'too_soon', retryAfterSeconds: Math.ceil(earlyMs / 1000) };
    const event = toTestEvent(accountId, at);
    return { type: 'sent', outcome: await sendEvent({ accountId, url, messageId: randomUUID(), event }) };
  };
