type Question = Readonly<{ data: unknown; isFetched: boolean; failureCount: number }>;

/** Whether an answer is on its way for the first time and nothing has gone wrong: what needs it waits this long only. */
export const isAwaited = ({ data, isFetched, failureCount }: Question): boolean =>
  data === undefined && !isFetched && failureCount === 0;
