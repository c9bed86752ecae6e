import { execute, GraphQLError, type ExecutionResult } from 'graphql';
import { z } from 'zod';
import type { Grant } from '../auth/grant.ts';
import type { Choices } from '../choices.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Call } from '../http/call.ts';
import { toHtml, toJson, toJsonText, withRetryAfter, type Reply } from '../http/reply.ts';
import type { Budgets } from './budget.ts';
import { estimateCost, maxCost } from './cost.ts';
import { writePlan, type Run } from './plan.ts';
import { createPreparer, withCode, type Prepared } from './prepare.ts';
import { resolvers, type Context } from './resolvers.ts';
import { scopesOfField } from './schema.ts';

const bodySchema = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

type Options = {
  readonly findFleet: (accountId: string) => Fleet | undefined;
  readonly budgets: Budgets;
  readonly choices: () => Choices;
  readonly managerPage: () => string;
};

const toErrors = (status: number, ...errors: readonly unknown[]): Reply => toJson(status, { errors });

const toWait = (ms: number): string =>
  `${Math.floor(ms / 60_000)} minutes, ${Math.floor((ms % 60_000) / 1000)} seconds, ${ms % 1000} milliseconds`;

const tooComplex = (cost: number): Reply =>
  toErrors(200, {
    message: `The query is too complex. The estimated complexity of the query is ${cost}, which is greater than the maximum allowed complexity limit of ${maxCost}.`,
    extensions: { code: 'QUERY_COMPLEXITY_REACHED' },
  });

const rateLimited = (choices: Choices, cost: number, resetIn: number): Reply => {
  const status = choices.graphqlRateLimitedStatus;
  const refusal = toErrors(status, {
    message: `The rate limit has been exceeded given the current estimated query complexity of ${cost}. Please wait ${toWait(resetIn)} before retrying.`,
    extensions: { code: 'RATE_LIMITED', cost, resetIn },
  });
  const waits = status === 429 && choices.retryAfterHeader;
  return withRetryAfter(refusal, waits ? Math.ceil(resetIn / 1000) : undefined);
};

const mayRead = (grant: Grant, field: string): boolean => {
  const scopes = scopesOfField[field] ?? [];
  return scopes.length === 0 || grant.scopes.has('api') || scopes.some((scope) => grant.scopes.has(scope));
};

type FieldResolver = NonNullable<Parameters<typeof execute>[0]['fieldResolver']>;

// eslint-disable-next-line max-params -- GraphQL calls a resolver with these four
const resolveField: FieldResolver = (source, args, context, info) => {
  const { grant, inner } = context as { readonly grant: Grant; readonly inner: Context };
  const { parentType, fieldName } = info;
  if (parentType.name === 'Query' && !mayRead(grant, fieldName)) {
    const needed = (scopesOfField[fieldName] ?? []).join(' or ');
    throw new GraphQLError(`Not allowed to read ${fieldName}: the token lacks ${needed}`, {
      extensions: { code: 'FORBIDDEN' },
    });
  }
  const resolve = resolvers[parentType.name]?.[fieldName];
  return resolve
    ? resolve(source as never, args, inner)
    : (source as Readonly<Record<string, unknown>> | undefined)?.[fieldName];
};

/** A prepared query with the variables that came with it, and who asks about which fleet. */
type Question = {
  readonly prepared: Prepared;
  readonly given: Readonly<Record<string, unknown>>;
  readonly fleet: Fleet;
  readonly grant: Grant;
};

/** The general way: directives, introspection, fields that the token may not read. */
const runGenerally = async ({ prepared, given, grant }: Question, run: Run): Promise<Reply> => {
  const result = await execute({
    schema: prepared.schema,
    document: prepared.document,
    ...(prepared.operationName === undefined ? {} : { operationName: prepared.operationName }),
    variableValues: given,
    contextValue: { grant, inner: run.context },
    fieldResolver: resolveField,
  });
  return toJson(200, result satisfies ExecutionResult);
};

/**
 * `POST /api/graphql/`.
 *
 * @see https://developers.trackunit.com — "GraphQL API", "GraphQL API rate limits", "GraphQL API errors"
 */
export const createGraphqlHandler = ({ findFleet, budgets, choices, managerPage }: Options) => {
  const prepare = createPreparer();

  const answer = (question: Question) => {
    const { prepared, given, fleet, grant } = question;
    const coerced = prepared.coerce(given);
    if ('errors' in coerced)
      return toErrors(400, ...coerced.errors.map((error) => withCode(error, 'BAD_USER_INPUT')));
    const variables = coerced.values;
    const none = { cost: 0, remaining: 0, resetIn: 0 };
    const withPrefix = choices().graphqlIdPrefix;
    const args: Run['args'] = new Map();
    const { plan } = prepared;
    const cost = plan
      ? estimateCost(plan, { variables, args, context: { fleet, withPrefix, rateLimit: none } })
      : 100;
    if (cost > maxCost) return tooComplex(cost);
    const { taken, remaining, resetIn } = budgets.take(grant.userId ?? grant.clientId, cost);
    if (!taken) return rateLimited(choices(), cost, resetIn);
    const run = { variables, args, context: { fleet, withPrefix, rateLimit: { cost, remaining, resetIn } } };
    if (!plan?.fields.every(({ name }) => mayRead(grant, name))) return runGenerally(question, run);
    return toJsonText(200, `{"data":${writePlan(plan, undefined, run)}}`);
  };

  return (call: Call, grant: Grant): Reply | Promise<Reply> => {
    const fleet = findFleet(grant.accountId);
    // Seen: an account without IrisX gets Manager's page here.
    if (!fleet?.account.irisX) return toHtml(404, managerPage());
    const body = parseBody(call.body);
    if (!body)
      return toErrors(400, {
        message: 'The body must be JSON with a query',
        extensions: { code: 'BAD_REQUEST' },
      });
    const prepared = prepare(body.query, body.operationName ?? undefined);
    if ('errors' in prepared) return toErrors(400, ...prepared.errors);
    return answer({ prepared, given: body.variables ?? {}, fleet, grant });
  };
};

const parseBody = (text: string) => {
  try {
    const parsed = bodySchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
};
