import { z } from 'zod';
import { assetStateSchema } from './asset-state.ts';

/** A change of state, told once. `at` is when it became true, `lastSeenAt` what was known then; both RFC 3339, UTC. */
export const transitionSchema = z.object({
  from: assetStateSchema,
  to: assetStateSchema,
  at: z.iso.datetime(),
  lastSeenAt: z.iso.datetime().nullable(),
});

/** One entry of an asset's history, and of what a webhook is sent. */
export type Transition = Readonly<z.infer<typeof transitionSchema>>;
