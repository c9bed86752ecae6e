import { z } from 'zod';

const effectSchema = z.discriminatedUnion('kind', [
  /** Waits before anything else happens. */
  z.strictObject({ kind: z.literal('latency'), ms: z.number().int().min(0).max(600_000) }),
  /** Answers so instead of running the route. */
  z.strictObject({
    kind: z.literal('status'),
    status: z.number().int().min(400).max(599),
    code: z.string().optional(),
    retryAfterSeconds: z.number().min(0).optional(),
  }),
  /** Ends the connection without an answer. */
  z.strictObject({ kind: z.literal('reset') }),
  /** Runs the route and ends the connection in the middle of the body. */
  z.strictObject({ kind: z.literal('cut'), afterBytes: z.number().int().min(0).optional() }),
  /** Runs the route and lets the body trickle. */
  z.strictObject({ kind: z.literal('slow-body'), bytesPerSecond: z.number().int().min(1) }),
  /** Runs the route and ends the JSON early, with a length that fits. */
  z.strictObject({ kind: z.literal('truncated-json') }),
  /** Runs the route and answers JSON of another shape. */
  z.strictObject({ kind: z.literal('wrong-json') }),
  /** Answers Manager's HTML with 200. */
  z.strictObject({ kind: z.literal('html') }),
]);

/** Takes a `FaultRequest` and fills in what is left out. */
export const faultRequestSchema = z.strictObject({
  route: z.string().min(1).default('*'),
  accountId: z.string().optional(),
  effect: effectSchema,
  count: z.number().int().min(1).optional(),
  probability: z.number().gt(0).max(1).default(1),
});

/**
 * A fault to add. `route` is a name of the coverage matrix, or a part of one with `*` for the rest, by default every
 * route; `accountId` keeps it to one account; `count` ends it after so many hits; `probability`, by default 1, is drawn
 * reproducibly.
 */
export type FaultRequest = z.input<typeof faultRequestSchema>;

/**
 * What a fault does: `latency` waits first (up to 600,000 ms); `status` and `html` answer instead of the route; `reset`
 * ends the connection without an answer, `cut` in the middle of the body; `slow-body` lets the body trickle;
 * `truncated-json` and `wrong-json` spoil it.
 */
export type FaultEffect = z.output<typeof effectSchema>;

/** A fault that is switched on. `hits` counts how often it struck. */
export type FaultRule = Readonly<z.output<typeof faultRequestSchema>> & {
  readonly id: string;
  readonly hits: number;
};
