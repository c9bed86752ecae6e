import type { z } from 'zod';
import { TrackunitError } from '../trackunit-error.ts';

/**
 * A value in the shape that is documented.
 *
 * @throws TrackunitError `bad_response`, naming the first place that is different
 */
export const parseShape = <Value>(value: unknown, schema: z.ZodType<Value>, what: string): Value => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') || 'the top';
  throw new TrackunitError(
    'bad_response',
    `${what} answered in another shape at ${where}: ${issue?.message}`,
  );
};
