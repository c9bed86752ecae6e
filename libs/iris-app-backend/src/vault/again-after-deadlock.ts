const deadlockDetected = '40P01';
const maxTries = 5;

const isDeadlock = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === deadlockDetected;

/**
 * Does a transaction again that the server ended because it and another one waited for each other. Who goes over many
 * rows takes them in an order of its own, and who writes an account's rows at the same time in another.
 */
export const againAfterDeadlock = async <Result>(transact: () => Promise<Result>): Promise<Result> => {
  for (let tries = 1; ; tries += 1)
    try {
      return await transact();
    } catch (error) {
      if (!isDeadlock(error) || tries === maxTries) throw error;
    }
};
