import { defineAccountJob } from '@fleet-watch/iris-app-backend';
import { z } from 'zod';

const settings = {
  payload: z.object({}),
  retryLimit: 4,
  retryDelaySeconds: 5,
  // The first sync of a large fleet is in the line of the small ones: its size is not known yet.
  expireInSeconds: 7200,
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
