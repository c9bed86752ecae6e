import type { z } from 'zod';
import { parseJson } from '../http/parse-json.ts';
import { toApiError } from './api-error.ts';
import { parseShape } from './parse-shape.ts';
import type { Understand } from './understand.ts';

/** Understands an answer of REST whose body is of no interest, or not there. Throws as `toApiError`. */
export const assertRestSuccess: Understand<void> = (answer, what, nowMs) => {
  if (answer.status < 200 || answer.status > 299) throw toApiError(answer, what, nowMs);
};

/**
 * Makes what understands an answer of REST. What it makes throws a TrackunitError: as `toApiError`, and `bad_response`
 * for another content type or shape.
 */
export const createRestParser =
  <Value>(schema: z.ZodType<Value>): Understand<Value> =>
  (answer, what, nowMs) => {
    assertRestSuccess(answer, what, nowMs);
    return parseShape(parseJson(answer, what), schema, what);
  };
