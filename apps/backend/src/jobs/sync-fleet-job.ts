import { defineAccountJob } from '@fleet-watch/iris-app-backend';
import { z } from 'zod';

const settings = {
  payload: z.object({}),
  retryLimit: 4,
  retryDelaySeconds: 5,
  // The longest that the queue takes. A reading that goes on is not given up for its length, for it would begin anew and
  // come no further the next time; one that comes no further is given up by `createSyncFleet`.
  expireInSeconds: 86_400,
};

/**
 * Read an account's fleet. Which sync that is stands in the account's rows: the one that is under way. So a job that
 * comes twice, or again after a crash, does what is left to do and nothing else.
 */
export const syncFleetJob = defineAccountJob({ name: 'sync-fleet', ...settings });

/**
 * The same for a fleet that was a large one the last time. A line and workers of their own keep an hour of reading
 * from standing in front of fleets that take a second.
 */
export const syncLargeFleetJob = defineAccountJob({ name: 'sync-large-fleet', ...settings });

/** Fleets read at a time by one process, by kind of job. Reading is mostly waiting for Trackunit. */
export const syncConcurrency = { fleet: 8, largeFleet: 2 } as const;
