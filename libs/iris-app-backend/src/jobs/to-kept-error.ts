import { toReason } from '../to-reason.ts';

/** A whole page of somebody's HTML is no reason, and would be kept for a week with each job that met it. */
const maxLength = 10_000;

/** A text that PostgreSQL takes into JSON: it refuses a zero character, and half of a pair, as a cut leaves behind. */
const toKeptText = (text: string): string => text.slice(0, maxLength).replaceAll('\0', '').toWellFormed();

/**
 * What is kept of that which a job threw: its message and where it came from. Anything else of it, such as a field that
 * is no JSON, would keep the failure itself from being written down, and the job would count as running until nobody
 * has heard of it for a while.
 */
export const toKeptError = (thrown: unknown): Error => {
  const kept = new Error(toKeptText(toReason(thrown)));
  if (thrown instanceof Error && typeof thrown.stack === 'string') kept.stack = toKeptText(thrown.stack);
  return kept;
};
