/** Where the library writes log lines; a pino logger fits. Fields first, then a sentence. Secrets are never among the fields. */
export type Logger = {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
};

/** Writes nothing: what a part logs to when its maker gave no logger. */
export const silentLogger: Logger = { info: () => {}, warn: () => {}, error: () => {} };
