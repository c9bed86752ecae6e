import { errorStatus, type ErrorCode } from '@fleet-watch/contracts';
import { languages } from '../failures/language.ts';
import { refTo, type SchemaName } from './openapi-schemas.ts';

const toHeader = (description: string, schema: object = { type: 'string' }) => ({ description, schema });

/** Headers of answers, by name. */
export const namedHeaders = {
  'X-Request-Id': toHeader('Names the request in the log', { type: 'string', format: 'uuid' }),
  'Retry-After': toHeader('Seconds to wait', { type: 'integer', minimum: 1 }),
  'WWW-Authenticate': toHeader(
    'The scheme: Bearer, and whether a token was no good; of install messages Trackunit-Identity',
  ),
  'Content-Language': toHeader('The language of reasons', { enum: languages }),
  'Content-Disposition': toHeader('Names the file'),
  ETag: toHeader('Names what the body says, for If-Match'),
  Allow: toHeader('The methods that this path is known with'),
};

type HeaderName = keyof typeof namedHeaders;

const toHeaders = (...names: readonly HeaderName[]) => ({
  headers: Object.fromEntries(
    (['X-Request-Id', ...names] as const).map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  ),
});

/** A body of JSON. */
export const json = (schema: object) => ({ content: { 'application/json': { schema } } });

/** What a call answers with when it did what it was asked for. */
export const ok = (name: SchemaName, ...headers: readonly HeaderName[]) => ({
  200: { description: 'OK', ...toHeaders(...headers), ...json(refTo(name)) },
});

/** The same where the body is text of some other type. */
export const okText = (type: string, ...headers: readonly HeaderName[]) => ({
  200: { description: 'OK', ...toHeaders(...headers), content: { [type]: { schema: { type: 'string' } } } },
});

/** An answer of another status, with or without a body. */
export const answer = (
  status: number,
  description: string,
  { schema, headers = [] }: { readonly schema?: SchemaName; readonly headers?: readonly HeaderName[] } = {},
) => ({
  [status]: { description, ...toHeaders(...headers), ...(schema === undefined ? {} : json(refTo(schema))) },
});

const headersOfStatus: Readonly<Record<number, readonly HeaderName[]>> = {
  405: ['Allow'],
  429: ['Retry-After'],
  503: ['Retry-After'],
};

const challenged: readonly ErrorCode[] = [
  'token_missing',
  'token_invalid',
  'token_expired',
  'identity_missing',
  'identity_invalid',
];

/** Refusals and faults, one answer for each status with every code that may come with it. */
export const errors = (...codes: readonly ErrorCode[]) => {
  const byStatus = Map.groupBy(new Set(codes), (code) => errorStatus[code]);
  const toAnswer = (status: number, group: readonly ErrorCode[]) => ({
    description: group.join(', '),
    ...toHeaders(
      ...(headersOfStatus[status] ?? []),
      ...(group.some((code) => challenged.includes(code)) ? (['WWW-Authenticate'] as const) : []),
    ),
    ...json({ allOf: [refTo('Error'), { type: 'object', properties: { code: { enum: group } } }] }),
  });
  return Object.fromEntries([...byStatus].map(([status, group]) => [`${status}`, toAnswer(status, group)]));
};
