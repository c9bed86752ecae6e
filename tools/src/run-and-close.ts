/** What several things that would not close say, one after the other. */
const toReasons = (cause: unknown): readonly string[] => {
  if (cause instanceof SuppressedError) return [...toReasons(cause.suppressed), ...toReasons(cause.error)];
  return [cause instanceof Error ? cause.message : String(cause)];
};

/**
 * Does work that opens things, and closes them however it ends: the newest first, and each one also when another does
 * not want to.
 *
 * @param complain is told of each thing that went wrong, in one line
 * @returns what to end the process with
 */
export const runAndClose = async (
  work: (closers: AsyncDisposableStack) => Promise<void>,
  complain: (line: string) => void,
): Promise<number> => {
  const closers = new AsyncDisposableStack();
  let code = 0;
  const tell = (cause: unknown): void => {
    code = 1;
    for (const reason of toReasons(cause)) complain(reason);
  };
  await work(closers).catch(tell);
  await closers.disposeAsync().catch(tell);
  return code;
};
