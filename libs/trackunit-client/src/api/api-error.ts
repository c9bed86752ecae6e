import { z } from 'zod';
import { findJson } from '../http/parse-json.ts';
import { toRetryAfterMs } from '../http/retry-after.ts';
import type { HttpAnswer } from '../http/send.ts';
import { TrackunitError, type TrackunitErrorCode } from '../trackunit-error.ts';

const bodySchema = z.object({
  code: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  violations: z
    .array(z.object({ field: z.string(), message: z.string() }))
    .optional()
    .catch(undefined),
});

const byStatus: ReadonlyMap<number, TrackunitErrorCode> = new Map([
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'not_found'],
  [408, 'timeout'],
  [429, 'rate_limited'],
]);

const toCode = (status: number): TrackunitErrorCode => {
  if (status >= 500) return 'unavailable';
  return byStatus.get(status) ?? (status >= 400 ? 'bad_request' : 'bad_response');
};

/**
 * What a refusal of Trackunit's API means. `platformCode` is the body's `code` where there is one.
 *
 * @param nowMs the server's time, to read a `Retry-After` that is a date
 * @see https://developers.trackunit.com — "Errors"
 */
export const toApiError = (answer: HttpAnswer, what: string, nowMs: number): TrackunitError => {
  const { code, message, violations = [] } = bodySchema.safeParse(findJson(answer)).data ?? {};
  const fields = violations.map((violation) => `${violation.field}: ${violation.message}`).join('; ');
  const text = fields || message || 'no reason given';
  return new TrackunitError(
    toCode(answer.status),
    `${what} answered ${answer.status} ${code ?? ''}: ${text.slice(0, 300)}`,
    {
      status: answer.status,
      platformCode: code,
      retryAfterMs: toRetryAfterMs(answer.headers.get('retry-after'), nowMs),
    },
  );
};
