import { randomUUID } from 'node:crypto';
import type { WebhookTest } from '@fleet-watch/contracts';
import type { Database } from '@fleet-watch/iris-app-backend';
import { readSettings } from '../store/settings.ts';
import type { FleetWatchTables } from '../store/tables.ts';
import { claimTest } from '../store/webhooks.ts';
import type { SendEvent } from './send-event.ts';
import { toTestEvent } from './transitions-event.ts';

export type SendTestDependencies = {
  readonly database: Database<FleetWatchTables>;
  readonly sendEvent: SendEvent;
  readonly now: () => Date;
};

/** What came of asking for a test. */
export type TestOutcome =
  | { readonly type: 'sent'; readonly result: WebhookTest }
  | { readonly type: 'no_webhook' }
  | { readonly type: 'too_soon' };

/** An account gets one test in so many milliseconds: we are not to be used to flood a host. */
const spacingMs = 5000;

/** Makes what sends a signed test event to an account's webhook, also one that is switched off. */
export const createSendTest =
  ({ database, sendEvent, now }: SendTestDependencies) =>
  async (accountId: string): Promise<TestOutcome> => {
    const at = now();
    const notSince = new Date(at.getTime() - spacingMs);
    const { url, isClaimed } = await database.forAccount(accountId, async (tx) => {
      const { webhook } = await readSettings(tx, accountId);
      const found = webhook?.url;
      return {
        url: found,
        isClaimed: found !== undefined && (await claimTest(tx, accountId, { now: at, notSince })),
      };
    });
    if (url === undefined) return { type: 'no_webhook' };
    if (!isClaimed) return { type: 'too_soon' };
    const event = toTestEvent(accountId, at);
    const { delivered, status, error } = await sendEvent({ accountId, url, messageId: randomUUID(), event });
    return { type: 'sent', result: { delivered, status, error } };
  };
