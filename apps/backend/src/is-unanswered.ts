/**
 * Whether the database's driver gave up on a server that does not answer, or stopped to: it says so without a code.
 *
 * @see https://github.com/brianc/node-postgres
 */
export const isUnanswered = (cause: unknown): boolean =>
  cause instanceof Error &&
  /Connection terminated|timeout exceeded when trying to connect/.test(cause.message);
