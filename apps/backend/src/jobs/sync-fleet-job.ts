import { defineAccountJob } from '@fleet-watch/iris-app-backend';
import { z } from 'zod';

/**
 * Read an account's fleet. Which sync that is stands in the account's rows: the one that is under way. So a job that
 * comes twice, or again after a crash, does what is left to do and nothing else.
 */
export const syncFleetJob = defineAccountJob({
  name: 'sync-fleet',
  payload: z.object({}),
  retryLimit: 4,
  retryDelaySeconds: 5,
  expireInSeconds: 1800,
});
