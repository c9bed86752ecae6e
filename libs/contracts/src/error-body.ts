import { z } from 'zod';

const violationSchema = z.object({ field: z.string(), message: z.string() });

/** One field that was refused, and why. */
export type Violation = Readonly<z.infer<typeof violationSchema>>;

/**
 * An error on the wire, in Trackunit's own REST form. `violations` comes with `constraint_violation` only,
 * `requestId` with `internal_error` only.
 *
 * @see https://developers.trackunit.com — "Errors"
 */
export const errorBodySchema = z.object({
  status: z.number().int(),
  code: z.string(),
  message: z.string(),
  violations: z.array(violationSchema).optional(),
  requestId: z.string().optional(),
});

export type ErrorBody = Readonly<z.infer<typeof errorBodySchema>>;
