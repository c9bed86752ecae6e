import { errorStatus, type ErrorBody, type ErrorCode, type Violation } from '@fleet-watch/contracts';
import type { z } from 'zod';

/** What some answers say besides. */
export type ApiErrorDetails = {
  readonly violations?: readonly Violation[];
  /** For the header `Retry-After`. */
  readonly retryAfterSeconds?: number;
  /** For the header `Allow`. */
  readonly allowedMethods?: readonly string[];
};

/** An error that is an answer: a code of the contract and a sentence for whoever reads it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ErrorCode;
  readonly violations: readonly Violation[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly allowedMethods: readonly string[] | undefined;

  constructor(code: ErrorCode, message: string, details: ApiErrorDetails = {}) {
    super(message);
    this.code = code;
    this.violations = details.violations;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.allowedMethods = details.allowedMethods;
  }
}

/** The error as the contract writes it. */
export const toErrorBody = ({ code, message, violations }: ApiError): ErrorBody => ({
  status: errorStatus[code],
  code,
  message,
  ...(violations === undefined ? {} : { violations: [...violations] }),
});

const toViolation = ({ path, message }: z.core.$ZodIssue): Violation => ({ field: path.join('.'), message });

const toViolations = (issue: z.core.$ZodIssue): Violation[] => {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ field: [...issue.path, key].join('.'), message: 'is not known' }));
  // Of a name that is refused Zod says no more by itself than that it is.
  if (issue.code === 'invalid_key')
    return issue.issues.map(({ message }) => toViolation({ ...issue, message: `as a name: ${message}` }));
  return [toViolation(issue)];
};

/**
 * Reads what came from outside by a schema.
 *
 * @throws {ApiError} `constraint_violation`, naming every field that was refused
 */
export const parseInput = <Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new ApiError('constraint_violation', 'Constraint violation', {
    violations: parsed.error.issues.flatMap(toViolations),
  });
};

/** Reads a body as `parseInput` does. One that is absent has no members; `null` is not absent. */
export const parseBody = <Schema extends z.ZodType>(schema: Schema, body: unknown = {}): z.infer<Schema> =>
  parseInput(schema, body);
