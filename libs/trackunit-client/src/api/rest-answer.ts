import type { z } from 'zod';
import { parseJson } from '../http/parse-json.ts';
import type { HttpAnswer } from '../http/send.ts';
import { toApiError } from './api-error.ts';
import { parseShape } from './parse-shape.ts';

/**
 * Understands an answer of REST.
 *
 * @param nowMs the server's time
 * @throws TrackunitError as `toApiError`, and `bad_response` for another content type or shape
 */
export const parseRestAnswer = <Value>(
  answer: HttpAnswer,
  schema: z.ZodType<Value>,
  what: string,
  nowMs: number,
): Value => {
  if (answer.status < 200 || answer.status > 299) throw toApiError(answer, what, nowMs);
  return parseShape(parseJson(answer, what), schema, what);
};

/** Understands an answer of REST whose body is of no interest, or not there. */
export const assertRestSuccess = (answer: HttpAnswer, what: string, nowMs: number): void => {
  if (answer.status < 200 || answer.status > 299) throw toApiError(answer, what, nowMs);
};
