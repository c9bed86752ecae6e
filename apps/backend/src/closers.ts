type Close = () => Promise<unknown> | unknown;

/** What has been opened and has to be closed, the newest first. */
export type Closers = {
  readonly add: (close: Close) => void;
  /** Closes everything, also when something does not want to; what failed is handed to `report`. */
  readonly closeAll: (report: (cause: unknown) => void) => Promise<void>;
};

export const createClosers = (): Closers => {
  const stack: Close[] = [];
  return {
    add: (close) => {
      stack.push(close);
    },
    closeAll: async (report) => {
      for (let close = stack.pop(); close !== undefined; close = stack.pop()) {
        try {
          await close();
        } catch (cause) {
          report(cause);
        }
      }
    },
  };
};
