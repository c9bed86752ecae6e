import { toReason } from '../to-reason.ts';
import { DatabaseError } from './database-error.ts';

/** What PostgreSQL says of a table, and of a schema, that is not there. */
const missing: readonly unknown[] = ['42P01', '3F000'];

/** What it says of a role that nobody can switch to because it is not there. */
const invalidParameterValue = '22023';

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** Says what an app did too early, and what to do. */
export const notMigrated = (reason: string, options?: ErrorOptions): DatabaseError =>
  new DatabaseError(
    'not_migrated',
    `${reason}. Call database.migrate() before anything else, with the app's own migrations where it has some.`,
    options,
  );

/**
 * Throws what a transaction ended with, as it leaves the library. A table that is not there is nearly always one that
 * nobody made yet.
 *
 * PGlite hangs a statement's values on what it throws, and an error is logged and kept with a failed job: with the
 * values, a whole page of a fleet would be, too.
 */
export const throwSeamError = (error: unknown): never => {
  if (error instanceof Error) Reflect.deleteProperty(error, 'params');
  if (missing.includes(codeOf(error))) throw notMigrated(toReason(error), { cause: error });
  throw error;
};

/** Throws what becoming an account ended with: the first migration makes the role. */
export const throwRoleError = (error: unknown): never => {
  if (codeOf(error) === invalidParameterValue) throw notMigrated(toReason(error), { cause: error });
  throw error;
};
