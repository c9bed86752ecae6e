import { z } from 'zod';
import { findJson, parseJson } from '../http/parse-json.ts';
import { toRetryAfterMs } from '../http/retry-after.ts';
import type { HttpAnswer } from '../http/send.ts';
import { TrackunitError, type TrackunitErrorCode } from '../trackunit-error.ts';
import { toApiError } from './api-error.ts';
import { parseShape } from './parse-shape.ts';
import type { Understand } from './understand.ts';

/** Why GraphQL cannot be used for an account, where REST perhaps can: a page instead of an answer, 403, 404. */
export const graphqlGaps = ['html', 'forbidden', 'not_found'] as const;

/** One of `graphqlGaps`; the `platformCode` of a `graphql_unavailable`. */
export type GraphqlGap = (typeof graphqlGaps)[number];

const noMessage = 'no message';

/** Each member for itself: one that is odd must not hide that it is a limit, or an error at all. */
const errorSchema = z
  .object({
    message: z.string().catch(noMessage),
    extensions: z
      .object({
        code: z.string().optional().catch(undefined),
        resetIn: z.number().nonnegative().optional().catch(undefined),
      })
      .optional()
      .catch(undefined),
  })
  .catch({ message: noMessage });

const bodySchema = z.object({
  errors: z
    .array(errorSchema)
    .nullish()
    .catch([{ message: noMessage }]),
});

const codes: ReadonlyMap<string, TrackunitErrorCode> = new Map([
  ['RATE_LIMITED', 'rate_limited'],
  ['QUERY_COMPLEXITY_REACHED', 'query_too_complex'],
  // These two are not documented; they are what GraphQL servers commonly say.
  ['FORBIDDEN', 'forbidden'],
  ['UNAUTHENTICATED', 'unauthorized'],
]);

/** Each means the same with a page as with JSON: the token, the line, a limit. */
const meantAsTheySay: ReadonlySet<number> = new Set([401, 408, 429]);

/**
 * A page says that no GraphQL is behind the path, whatever status it comes with: 200 from Manager, 405 from static
 * hosting that is sent a POST, 302 to a login page. From 500 on it is a gateway's page, and says that nobody is there.
 */
const findGap = ({ status, contentType }: HttpAnswer): GraphqlGap | undefined => {
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not_found';
  const isPage = contentType === 'text/html' && status < 500 && !meantAsTheySay.has(status);
  return isPage ? 'html' : undefined;
};

const assertIsGraphql = (answer: HttpAnswer, what: string): void => {
  const gap = findGap(answer);
  if (gap === undefined) return;
  throw new TrackunitError('graphql_unavailable', `${what} is not there for this account: ${gap}`, {
    status: answer.status,
    platformCode: gap,
  });
};

const assertNoErrors = (answer: HttpAnswer, what: string, nowMs: number): void => {
  const first = bodySchema.safeParse(findJson(answer)).data?.errors?.[0];
  if (first === undefined) return;
  const platformCode = first.extensions?.code;
  const error = new TrackunitError(
    codes.get(platformCode ?? '') ?? 'graphql_error',
    `${what}: ${first.message.slice(0, 300)}`,
    {
      status: answer.status,
      platformCode,
      retryAfterMs: first.extensions?.resetIn ?? toRetryAfterMs(answer.headers.get('retry-after'), nowMs),
    },
  );
  // An error that nobody knows says less than a status after which another try is worth it.
  if (error.code !== 'graphql_error' || !toApiError(answer, what, nowMs).retryable) throw error;
};

/**
 * Makes what understands an answer of GraphQL: its `data` in the given shape, or an error. Data that came together with
 * errors is not used: a fleet that lacks assets would give wrong numbers.
 *
 * What it makes throws a TrackunitError: `graphql_unavailable`, `rate_limited`, `query_too_complex`, `graphql_error`,
 * `bad_response`, and as `toApiError`.
 *
 * @see https://developers.trackunit.com — "GraphQL API errors", "GraphQL API rate limits"
 */
export const createGraphqlParser = <Data>(schema: z.ZodType<Data>): Understand<Data> => {
  const shape = z.object({ data: schema });
  return (answer, what, nowMs) => {
    assertIsGraphql(answer, what);
    if (answer.status === 401) throw toApiError(answer, what, nowMs);
    assertNoErrors(answer, what, nowMs);
    if (answer.status !== 200) throw toApiError(answer, what, nowMs);
    return parseShape(parseJson(answer, what), shape, what).data;
  };
};
