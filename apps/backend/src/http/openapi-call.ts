import { assetSortFields, type ErrorCode } from '@fleet-watch/contracts';
import type { z } from 'zod';
import { errors, json } from './openapi-answers.ts';
import { refTo, toParameterSchema, type SchemaName } from './openapi-schemas.ts';

type Parameter = {
  readonly name: string;
  readonly in: 'query' | 'path' | 'header';
  readonly required: boolean;
  readonly schema: object;
  readonly description?: string;
};

/** What any path may answer with. */
const anyErrors = ['method_not_allowed', 'internal_error'] as const;

const callerErrors = [
  'token_missing',
  'token_invalid',
  'token_expired',
  'account_not_installed',
  'user_auth_not_configured',
  'user_auth_unavailable',
  'store_unavailable',
] as const;

/** A body is read before anything is done, also by a call that takes none. */
const bodyErrors = ['malformed_json', 'payload_too_large', 'unsupported_media_type'] as const;

/** A call of the app API. */
type Call = {
  readonly operationId: string;
  readonly summary: string;
  readonly answers: object;
  readonly parameters?: readonly Parameter[];
  readonly body?: SchemaName;
  /** What it may refuse besides what every call does. */
  readonly refuses?: readonly ErrorCode[];
};

const toOperation = (call: Call, possible: readonly ErrorCode[]) => {
  const { operationId, summary, answers, parameters = [], body } = call;
  return {
    operationId,
    summary,
    security: [{ userToken: [] }],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: { required: true, ...json(refTo(body)) } }),
    responses: { ...answers, ...errors(...possible, ...callerErrors, ...anyErrors) },
  };
};

/** A call that reads. A path or a query that can't be read is refused. */
export const reads = (call: Call) => {
  const isInput = (call.parameters ?? []).some((parameter) => parameter.in !== 'header');
  const unreadable = isInput ? (['constraint_violation'] as const) : [];
  return { get: toOperation(call, [...unreadable, ...(call.refuses ?? [])]) };
};

/** A call that does something. */
export const does = (method: 'post' | 'put', call: Call) => {
  const unreadable = call.body === undefined ? [] : (['constraint_violation'] as const);
  return { [method]: toOperation(call, [...unreadable, ...bodyErrors, ...(call.refuses ?? [])]) };
};

/** What operators and tools ask; nobody has to say who they are. */
export const asks = (operationId: string, summary: string, answers: object) => ({
  get: { operationId, summary, responses: { ...answers, ...errors(...anyErrors) } },
});

/** The parameters of a query, each as its schema has it. */
export const queryOf = (schema: z.ZodObject): Parameter[] =>
  Object.entries(schema.shape).map(([name, field]) => ({
    name,
    in: 'query',
    required: false,
    schema: toParameterSchema(field as z.ZodType),
    ...(name === 'sort'
      ? { description: `Fields with a comma between, - for downwards: ${assetSortFields.join(', ')}` }
      : {}),
  }));

/** A part of the path. */
export const path = (name: string): Parameter => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string' },
});

/** A header that has to be there. */
export const header = (name: string, description: string): Parameter => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
});

/** A header that need not be there. */
export const optionalHeader = (name: string, description: string): Parameter => ({
  ...header(name, description),
  required: false,
});

/** For answers with reasons in them. */
export const language = optionalHeader(
  'Accept-Language',
  'Of reasons that are sentences: en, da or de, else English; Content-Language says which it is',
);
