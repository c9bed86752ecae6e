import { defineAccountJob } from '@fleet-watch/iris-app-backend';
import { z } from 'zod';

/** Bring the custom field of an account's assets up to what Fleet Watch knows. */
export const writeBackJob = defineAccountJob({
  name: 'write-back',
  payload: z.object({}),
  retryLimit: 5,
  retryDelaySeconds: 10,
  expireInSeconds: 1800,
});
