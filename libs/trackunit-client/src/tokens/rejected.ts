/** A failure as an answer that is kept: perhaps nobody waits for it, and that must not count as unhandled. */
export const rejected = (error: unknown): Promise<never> => {
  const answer = Promise.reject(error as Error);
  answer.catch(() => undefined);
  return answer;
};
