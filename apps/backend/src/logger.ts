import { pino, type DestinationStream, type Logger } from 'pino';

/**
 * Makes the logger: one JSON object a line. Fields that could carry a credential are cut out by name, besides the
 * `Secret` type, which prints nothing anyway.
 */
export const createLogger = (level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: [
          ...['*.clientSecret', '*.password', '*.token', '*.authorization', 'clientSecret', 'token'],
          // The whole address that Node could not read, which may have a password in it.
          'err.input',
        ],
        censor: '[secret]',
      },
    },
    ...(destination === undefined ? [] : [destination]),
  );
