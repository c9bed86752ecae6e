import { toReason } from '@fleet-watch/iris-app-backend';
import { isUnanswered } from './is-unanswered.ts';

/** Something around the backend keeps it from starting. The message names the setting that says where. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly code = 'cannot_start';
}

/** The code of a fault of the system, the network or the database; one of our own has none, and keeps its stack. */
const findCode = (cause: unknown): string | undefined =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;

const isFromOutside = (cause: unknown): boolean => findCode(cause) !== undefined || isUnanswered(cause);

/**
 * Says what a fault from outside kept from being done, in words for who starts this by hand.
 *
 * @param what ends before a colon, such as `DATABASE_URL: the database can't be used`
 * @returns a `StartError`, or the fault itself where it is one of our own
 */
export const toStartError = (what: string, cause: unknown): unknown =>
  isFromOutside(cause)
    ? // An address of several numbers fails once for each, and then the message is empty.
      new StartError(`${what}: ${toReason(cause) || findCode(cause)}`, { cause })
    : cause;
