/**
 * A caller's own end to waiting for something that others wait for too: rejects with the signal's reason when it
 * is aborted, and leaves the shared work alone.
 */
export const abortable = <Value>(shared: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> => {
  if (signal === undefined) return shared;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    shared.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
};
