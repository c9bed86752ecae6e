/**
 * Messages that may still be tried again, whether an attempt is under way or waits for its time. Ending a message
 * while it is under way counts as well: the attempt is its last.
 */
export const createRetries = () => {
  const open = new Map<string, { readonly target: string; timer?: NodeJS.Timeout }>();

  const end = (messageId: string): void => {
    clearTimeout(open.get(messageId)?.timer);
    open.delete(messageId);
  };

  return {
    begin: (messageId: string, target: string): void => {
      end(messageId);
      open.set(messageId, { target });
    },
    isOpen: (messageId: string): boolean => open.has(messageId),
    later: (messageId: string, delayMs: number, run: () => void): void => {
      const message = open.get(messageId);
      if (message) message.timer = setTimeout(run, delayMs);
    },
    end,
    endTarget: (target: string): void => {
      for (const [messageId, message] of open) if (message.target === target) end(messageId);
    },
    endAll: (): void => {
      for (const messageId of [...open.keys()]) end(messageId);
    },
  };
};

/** See `createRetries`. */
export type Retries = ReturnType<typeof createRetries>;
