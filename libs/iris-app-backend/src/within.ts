/**
 * Waits for work for so many milliseconds, then rejects. The work itself goes on: only who waits for it is let go.
 *
 * @param what named in the error, as in "the database took longer than 5000 ms"
 */
export const within = async <Value>(ms: number, what: string, work: Promise<Value>): Promise<Value> => {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`${what} took longer than ${ms} ms`)), ms);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};
