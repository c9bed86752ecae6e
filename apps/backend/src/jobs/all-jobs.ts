import { maintenanceJob } from './maintenance-job.ts';
import { notifyJob, notifyLaterJob } from './notify-job.ts';
import { syncFleetJob, syncLargeFleetJob, syncNewFleetJob } from './sync-fleet-job.ts';
import { writeBackJob } from './write-back-job.ts';

/** Every kind of job of Fleet Watch, for whoever opens the queue: it makes room for them and knows how to replay them. */
export const allJobs = [
  syncFleetJob,
  syncNewFleetJob,
  syncLargeFleetJob,
  maintenanceJob,
  notifyJob,
  notifyLaterJob,
  writeBackJob,
] as const;
