import type { Violation } from '@fleet-watch/contracts';
import { ApiError, type ApiErrorCode } from './api-error.ts';
import { knownErrorCodes } from './contract-words.ts';
import { decodeArray, decodeObject, decodeString } from './decoder.ts';

const decodeViolations = decodeArray(decodeObject<Violation>({ field: decodeString, message: decodeString }));

const readBody = async (response: Response): Promise<Readonly<Record<string, unknown>>> => {
  const body = (await response.json().catch(() => undefined)) as unknown;
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
};

const toText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const toCode = (value: unknown): ApiErrorCode =>
  knownErrorCodes.find((code) => code === value) ?? 'unexpected_answer';

const toViolations = (value: unknown): readonly Violation[] => {
  try {
    return decodeViolations(value, 'violations');
  } catch {
    return [];
  }
};

/** `Retry-After` in seconds; the form with a date is not used between our own parts. */
const toRetryAfterSeconds = (header: string | null): number | undefined =>
  header !== null && /^\d{1,6}$/.test(header) ? Number(header) : undefined;

/** Understands an answer that is an error, in the contract's form or, from a proxy between, in none. */
export const toApiError = async (response: Response): Promise<ApiError> => {
  const body = await readBody(response);
  return new ApiError({
    code: toCode(body['code']),
    message: toText(body['message']) ?? `the server answered ${String(response.status)}`,
    status: response.status,
    retryAfterSeconds: toRetryAfterSeconds(response.headers.get('Retry-After')),
    requestId: toText(body['requestId']) ?? response.headers.get('X-Request-Id') ?? undefined,
    violations: toViolations(body['violations']),
  });
};
