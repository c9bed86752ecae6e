import { z } from 'zod';
import { EmulatorError } from './emulator-error.ts';

/** Why something was not done: an HTTP status, a code to branch on, and a message that says what to do. */
export type Problem = { readonly status: number; readonly code: string; readonly message: string };

/** Whether a use case answers why it did nothing. */
export const isProblem = (result: object): result is Problem =>
  'code' in result && 'message' in result && 'status' in result;

/**
 * A use case's result for a caller in process.
 *
 * @throws EmulatorError with the problem's code
 */
export const orThrow = <T extends object>(result: T | Problem): T => {
  if (isProblem(result)) throw new EmulatorError(result.code, result.message);
  return result;
};

/** A value as a schema wants it, or the problem that names every member that is wrong. */
export const parseValue = <T>(schema: z.ZodType<T>, value: unknown): { readonly value: T } | Problem => {
  const parsed = schema.safeParse(value);
  return parsed.success
    ? { value: parsed.data }
    : { status: 400, code: 'constraint_violation', message: z.prettifyError(parsed.error) };
};

/**
 * An argument of a function in process as its schema wants it.
 *
 * @throws EmulatorError `constraint_violation`
 */
export const parseArgument = <T>(schema: z.ZodType<T>, value: unknown): T =>
  orThrow(parseValue(schema, value)).value;
