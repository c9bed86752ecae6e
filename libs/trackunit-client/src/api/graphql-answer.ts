import { z } from 'zod';
import { parseJson } from '../http/parse-json.ts';
import type { HttpAnswer } from '../http/send.ts';
import { TrackunitError } from '../trackunit-error.ts';

const errorsSchema = z.object({
  data: z.unknown(),
  errors: z
    .array(
      z.object({
        message: z.string().catch('no message'),
        extensions: z
          .object({ code: z.string().optional(), resetIn: z.number().optional() })
          .catch({})
          .optional(),
      }),
    )
    .nullish(),
});

const toCode = (platformCode: string | undefined) => {
  if (platformCode === 'RATE_LIMITED') return 'rate_limited';
  return platformCode === 'QUERY_COMPLEXITY_REACHED' ? 'query_too_complex' : 'graphql_error';
};

/**
 * Understands an answer of GraphQL that came as JSON: its `data` in the given shape, or an error. Data that came
 * together with errors is not used: a fleet that lacks assets would give wrong numbers.
 *
 * @throws TrackunitError `rate_limited`, `query_too_complex`, `graphql_error`, `bad_response`
 */
export const parseGraphqlAnswer = <Data>(answer: HttpAnswer, schema: z.ZodType<Data>, what: string): Data => {
  const parsed = errorsSchema.safeParse(parseJson(answer, what));
  const first = parsed.data?.errors?.[0];
  if (first !== undefined) {
    const platformCode = first.extensions?.code;
    throw new TrackunitError(toCode(platformCode), `${what}: ${first.message.slice(0, 300)}`, {
      status: answer.status,
      platformCode,
      retryAfterMs: first.extensions?.resetIn,
    });
  }
  const data = schema.safeParse(parsed.data?.data);
  if (data.success) return data.data;
  const where = data.error.issues[0]?.path.join('.') ?? '';
  throw new TrackunitError('bad_response', `${what} answered with another shape at data.${where}`, {
    status: answer.status,
    cause: data.error,
  });
};
