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
  /** The HTTP status once more. */
  status: z.number().int(),
  /** One of the keys of `errorStatus`; a backend of another version may answer with one that is not among them. */
  code: z.string(),
  /** A sentence for people, in English; nothing to branch on. */
  message: z.string(),
  violations: z.array(violationSchema).optional(),
  requestId: z.string().optional(),
});

/** The body of every answer with a status of 400 or more. */
export type ErrorBody = Readonly<z.infer<typeof errorBodySchema>>;
