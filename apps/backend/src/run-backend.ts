import { DatabaseError, toReason, VaultError } from '@fleet-watch/iris-app-backend';
import type { Logger } from 'pino';
import { ConfigError, parseConfig, type Config, type RawEnvironment } from './config.ts';
import { createBackend, type Backend } from './create-backend.ts';
import { PortTakenError } from './listen.ts';
import { createLogger } from './logger.ts';
import { StartError } from './start-error.ts';
import { stopAndExit } from './stop-and-exit.ts';

const untilSignal = (): Promise<NodeJS.Signals> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal));
  });

/** Start-up errors whose message says what happened and what to do. */
const isForPeople = (cause: unknown): cause is Error =>
  [ConfigError, DatabaseError, VaultError, PortTakenError, StartError].some(
    (known) => cause instanceof known,
  );

/** What must not be answered over: a fault that nobody expected ends the process, so that a fresh one takes over. */
const endOnFault = (logger: Logger, stop: () => Promise<void>): void => {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.once(event, (cause: unknown) => {
      logger.fatal({ err: cause, event }, 'a fault that nobody expected; stopping');
      void stopAndExit({ logger, stop, exitCode: 1 });
    });
  }
};

/** A server may keep a start waiting for ever; what is under way there is undone when its connection ends. */
const startOnServerMs = 2000;

type Starting = {
  readonly starting: Promise<Backend>;
  readonly config: Config;
  readonly logger: Logger;
};

/** Ends a start that is not wanted any more. */
const stopStart = async ({ starting, config, logger }: Starting): Promise<void> => {
  const isEmbedded = config.databaseUrl === undefined;
  // What had been opened by a start that fails is closed again.
  const stop = () => starting.then(({ close }) => close()).catch(() => undefined);
  // Half made, an embedded database would be broken.
  if (isEmbedded) await starting.catch(() => undefined);
  await stopAndExit({ logger, stop, exitCode: 0, ...(isEmbedded ? {} : { longestMs: startOnServerMs }) });
};

/** Runs the backend until it is asked to stop: the whole life of the process. */
export const runBackend = async (env: RawEnvironment): Promise<void> => {
  const signalled = untilSignal();
  const startLog = createLogger('info');
  try {
    const config = parseConfig(env);
    const logger = createLogger(config.logLevel);
    const starting = createBackend(config, logger);
    const backend = await Promise.race([starting, signalled]);
    if (typeof backend === 'string') {
      logger.info({ signal: backend }, 'stopping before the start is over');
      return await stopStart({ starting, config, logger });
    }
    endOnFault(logger, backend.close);
    startLog.info(
      { url: backend.url, roles: config.roles, database: backend.database },
      'Fleet Watch listens',
    );
    logger.info({ signal: await signalled }, 'stopping');
    await stopAndExit({ logger, stop: backend.close, exitCode: 0 });
  } catch (cause) {
    // People start this by hand: what is wrong with settings, ports and folders is one sentence, without our stack.
    if (isForPeople(cause)) process.stderr.write(`${cause.message}\n`);
    else startLog.fatal({ err: cause }, toReason(cause));
    process.exit(1);
  }
};
