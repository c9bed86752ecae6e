import { z } from 'zod';
import { assetStateSchema } from './asset-state.ts';

/** A change of state, told once. `at` is when it became true, `lastSeenAt` what was known then; both RFC 3339, UTC. */
export const transitionSchema = z.object({
  from: assetStateSchema,
  to: assetStateSchema,
  at: z.iso.datetime(),
  lastSeenAt: z.iso.datetime().nullable(),
});

export type Transition = Readonly<z.infer<typeof transitionSchema>>;
