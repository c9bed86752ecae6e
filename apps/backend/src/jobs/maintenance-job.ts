import { defineAccountJob } from '@fleet-watch/iris-app-backend';
import { z } from 'zod';

/** Forget what an account's history keeps no longer. Repeating it does nothing more. */
export const maintenanceJob = defineAccountJob({ name: 'maintenance', payload: z.object({}), retryLimit: 3 });
