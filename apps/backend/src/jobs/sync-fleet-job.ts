import { defineAccountJob } from '@fleet-watch/iris-app-backend';
import { z } from 'zod';
import type { SyncLine } from '../store/syncs.ts';

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
 * The same for a fleet that nobody has read yet: its size is not known. What turns out to be large makes way here, and
 * stands in front of other fleets of unknown size only.
 */
export const syncNewFleetJob = defineAccountJob({ name: 'sync-new-fleet', ...settings });

/**
 * The same for a fleet that is known to be a large one. A line and workers of their own keep an hour of reading from
 * standing in front of fleets that take a second.
 */
export const syncLargeFleetJob = defineAccountJob({ name: 'sync-large-fleet', ...settings });

/** Which job a sync of each line needs. */
export const syncJobs = {
  new: syncNewFleetJob,
  small: syncFleetJob,
  large: syncLargeFleetJob,
} as const satisfies Record<SyncLine, unknown>;

/** Fleets read at a time by one process, by line. Reading is mostly waiting for Trackunit. */
export const syncConcurrency = { new: 10, small: 8, large: 2 } as const satisfies Record<SyncLine, number>;

/**
 * How many of the new ones may go on where they are when they turn out to be large: the others are left eight places,
 * and one giant at a time loses nothing of what it read.
 */
export const largeAmongNew = 2;
