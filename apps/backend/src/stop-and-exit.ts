import type { Logger } from 'pino';

/** Shorter than the half minute that orchestrators give. */
const longestStopMs = 25_000;

export type StopAndExitOptions = {
  readonly logger: Pick<Logger, 'error'>;
  /** Closes everything. */
  readonly stop: () => Promise<void>;
  /** What the process ends with when everything was closed; 1 when not. */
  readonly exitCode: number;
  /** How long closing may take, in milliseconds, 25,000 by default. */
  readonly longestMs?: number;
  /** Ends the process. */
  readonly exit?: (code: number) => void;
};

/** Ends the process when everything is closed, or when that takes too long: a dead line must not keep it. */
export const stopAndExit = async ({
  logger,
  stop,
  exitCode,
  longestMs = longestStopMs,
  exit = process.exit,
}: StopAndExitOptions): Promise<void> => {
  const late = setTimeout(() => {
    logger.error(`not everything closed within ${longestMs} ms; ending all the same`);
    exit(1);
  }, longestMs);
  await stop();
  clearTimeout(late);
  exit(exitCode);
};
