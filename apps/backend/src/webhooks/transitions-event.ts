import type { WebhookEvent } from '@fleet-watch/contracts';
import type { WebhookMessage } from '../store/webhook-messages.ts';

/** The body that tells of transitions, oldest first. */
export const toTransitionsEvent = (
  accountId: string,
  { createdAt, transitions }: WebhookMessage,
): WebhookEvent => ({
  type: 'fleet_watch.transitions',
  timestamp: createdAt.toISOString(),
  data: {
    accountId,
    transitions: transitions.map(({ assetId, name, from, to, at, lastSeenAt }) => ({
      assetId,
      name,
      from,
      to,
      at: at.toISOString(),
      lastSeenAt: lastSeenAt?.toISOString() ?? null,
    })),
  },
});

/** The body of a test: shaped like the real one, and empty. */
export const toTestEvent = (accountId: string, at: Date): WebhookEvent => ({
  type: 'fleet_watch.test',
  timestamp: at.toISOString(),
  data: { accountId, transitions: [] },
});
