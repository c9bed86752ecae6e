import { defineAccountJob } from '@fleet-watch/iris-app-backend';
import { z } from 'zod';

const limits = {
  payload: z.object({}),
  retryLimit: 10,
  retryDelaySeconds: 5,
  expireInSeconds: 1800,
};

/** Tell an account's webhook what it has not been told yet, now. What that is stands in the account's rows. */
export const notifyJob = defineAccountJob({ name: 'notify', ...limits });

/**
 * The same, later: a message that failed is due again. A kind of its own, because an account has one waiting job of
 * a kind, and one that waits for hours must not keep a new transition from being told.
 */
export const notifyLaterJob = defineAccountJob({ name: 'notify-later', ...limits });
