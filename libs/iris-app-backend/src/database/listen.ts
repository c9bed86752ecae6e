import pg from 'pg';
import type { Logger } from '../logger.ts';
import { keepAlive } from './keep-alive.ts';

/** Ends a subscription. */
export type Unlisten = () => Promise<void>;

/** What a subscriber is told: the payload of each notification, and that it listens (again) and may have missed some. */
export type Listener = { readonly onNotify: (payload: string) => void; readonly onReady: () => void };

const firstDelayMs = 250;
const longestDelayMs = 15_000;

const channelName = /^[\w.:-]+$/;

/**
 * Listens on a connection of its own, and comes back after the server was away. Rejects when the first attempt
 * fails.
 */
export const listenOnServer = async (
  { url, logger }: { readonly url: string; readonly logger: Logger },
  channel: string,
  { onNotify, onReady }: Listener,
): Promise<Unlisten> => {
  if (!channelName.test(channel)) throw new TypeError(`'${channel}' is no plain channel name`);
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url, ...keepAlive });
    next.on('error', () => {});
    next.on('notification', ({ payload = '' }) => onNotify(payload));
    await next.connect();
    try {
      await next.query(`listen "${channel}"`);
    } catch (error) {
      // A standby takes connections and refuses this: each try would leave one behind. Nobody waits for the end: one
      // that is broken already may never report it.
      next.end().catch(() => undefined);
      throw error;
    }
    if (closed) return next.end();
    next.once('end', () => reconnect(firstDelayMs));
    client = next;
    onReady();
  };

  const reconnect = (delayMs: number): void => {
    if (closed) return;
    logger.warn({ channel, delayMs }, 'The connection for notifications ended; it is opened again');
    timer = setTimeout(() => {
      connect().catch(() => reconnect(Math.min(delayMs * 2, longestDelayMs)));
    }, delayMs);
  };

  await connect();
  return async () => {
    closed = true;
    clearTimeout(timer);
    await client?.end();
  };
};
