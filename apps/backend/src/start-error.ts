import { toReason } from '@fleet-watch/iris-app-backend';

/** Something around the backend keeps it from starting. The message names the setting that says where. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly code = 'cannot_start';
}

/** A fault of the system, the network or the database, which have codes; one of our own has none, and keeps its stack. */
const isFromOutside = (cause: unknown): cause is Error & { readonly code: string } =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string';

/** An address of several numbers fails once for each, and then the message is empty. */
const toCause = (cause: Error & { readonly code: string }): string => toReason(cause) || cause.code;

/**
 * Says what a fault from outside kept from being done, in words for who starts this by hand.
 *
 * @param what ends before a colon, such as `DATABASE_URL: the database can't be used`
 * @returns a `StartError`, or the fault itself where it is one of our own
 */
export const toStartError = (what: string, cause: unknown): unknown =>
  isFromOutside(cause) ? new StartError(`${what}: ${toCause(cause)}`, { cause }) : cause;
