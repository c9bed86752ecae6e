/** Whether a fault of the system, the network or the database has this code, such as `ENOENT`. */
export const hasCode = (cause: unknown, code: string): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === code;
