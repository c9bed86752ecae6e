import { z } from 'zod';
import { findJson, parseJson } from '../http/parse-json.ts';
import { toRetryAfterMs } from '../http/retry-after.ts';
import type { HttpAnswer } from '../http/send.ts';
import { Secret } from '../secret.ts';
import { TrackunitError, type TrackunitErrorCode } from '../trackunit-error.ts';

/** How long a token is trusted whose answer does not say how long it lives. */
const defaultExpiresInSeconds = 300;

/** No token is trusted for longer than a day, whatever its answer says. */
const longestExpiresInSeconds = 86_400;

const answerSchema = z.object({
  // What goes into a header; another character would fail each call in which it is sent.
  access_token: z.string().regex(/^[\x20-\x7e]+$/),
  token_type: z
    .string()
    .regex(/^bearer$/i)
    .optional(),
  expires_in: z.unknown().optional(),
  scope: z.string().nullish(),
  refresh_token: z.string().nullish(),
});

/** Some servers write the number as a text; what is no sensible number counts as missing. */
const toExpiresInSeconds = (value: unknown): number => {
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof seconds !== 'number' || !(seconds > 0)) return defaultExpiresInSeconds;
  return Math.min(seconds, longestExpiresInSeconds);
};

/** What a token endpoint granted. `scope` is undefined when the answer does not say. */
export type TokenGrant = {
  readonly accessToken: Secret;
  readonly refreshToken: Secret | undefined;
  readonly expiresInSeconds: number;
  readonly scope: string | undefined;
};

/** Each for itself: a description that is odd must not hide the code beside it. */
const errorText = z.string().optional().catch(undefined);

/** OAuth's members and Okta's; Trackunit's token endpoints are seen to answer with either. */
const errorSchema = z.object({
  error: errorText,
  error_description: errorText,
  errorCode: errorText,
  errorSummary: errorText,
});

const knownCodes: ReadonlyMap<string, TrackunitErrorCode> = new Map([
  ['invalid_client', 'invalid_client'],
  ['unauthorized_client', 'invalid_client'],
  ['invalid_grant', 'invalid_grant'],
  ['invalid_scope', 'invalid_scope'],
]);

const toCode = (status: number, platformCode: string | undefined): TrackunitErrorCode => {
  const known = knownCodes.get(platformCode ?? '');
  if (known !== undefined) return known;
  if (status === 429) return 'rate_limited';
  if (status >= 500) return 'unavailable';
  return platformCode === undefined ? 'bad_response' : 'bad_request';
};

const toError = (answer: HttpAnswer, what: string, nowMs: number): TrackunitError => {
  const body = errorSchema.safeParse(findJson(answer)).data ?? {};
  const platformCode = body.error ?? body.errorCode;
  const text = body.error_description ?? body.errorSummary ?? 'no reason given';
  return new TrackunitError(
    toCode(answer.status, platformCode),
    `${what} answered ${answer.status} ${platformCode ?? ''}: ${text.slice(0, 200)}`,
    {
      status: answer.status,
      platformCode,
      retryAfterMs: toRetryAfterMs(answer.headers.get('retry-after'), nowMs),
    },
  );
};

/**
 * Understands the answer of a token endpoint.
 *
 * @param nowMs the server's time, to read a `Retry-After` that is a date
 * @throws TrackunitError with the code that the answer means
 */
export const parseTokenAnswer = (answer: HttpAnswer, what: string, nowMs: number): TokenGrant => {
  if (answer.status !== 200) throw toError(answer, what, nowMs);
  const parsed = answerSchema.safeParse(parseJson(answer, what));
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
    throw new TrackunitError('bad_response', `${what} answered without a usable ${fields}`, { status: 200 });
  }
  const { data } = parsed;
  return {
    accessToken: new Secret(data.access_token),
    refreshToken: data.refresh_token ? new Secret(data.refresh_token) : undefined,
    expiresInSeconds: toExpiresInSeconds(data.expires_in),
    scope: data.scope ?? undefined,
  };
};
