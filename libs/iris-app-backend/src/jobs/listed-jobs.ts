import type { z } from 'zod';
import type { AccountJob } from './define-account-job.ts';

/** Throws for a job that is not listed, by its name. */
export type AssertListed = (name: string) => void;

/**
 * Without the check, pg-boss would look for the queue of a job that is not listed in the midst of the caller's
 * transaction, and the embedded database would never answer anybody again.
 *
 * @throws TypeError for two jobs of one name
 */
export const createAssertListed = (jobs: readonly AccountJob<z.ZodObject>[]): AssertListed => {
  const names = new Set<string>();
  for (const { name } of jobs) {
    if (names.has(name)) throw new TypeError(`two of createJobQueue's jobs have the name '${name}'`);
    names.add(name);
  }
  return (name) => {
    if (!names.has(name)) throw new TypeError(`job '${name}' is not among createJobQueue's jobs`);
  };
};
