import pg from 'pg';
import type { Logger } from '../logger.ts';
import { toReason } from '../to-reason.ts';
import { within } from '../within.ts';
import { keepAlive } from './keep-alive.ts';

/** Ends a subscription. */
export type Unlisten = () => Promise<void>;

/** What a subscriber is told: the payload of each notification, and that it listens (again) and may have missed some. */
export type Listener = { readonly onNotify: (payload: string) => void; readonly onReady: () => void };

const firstDelayMs = 250;
const longestDelayMs = 15_000;
const endTimeoutMs = 1000;

const channelName = /^[\w.:-]+$/;

type ListenOptions = { readonly url: string; readonly connectTimeoutMs: number; readonly logger: Logger };

/** Ends a connection. One whose line is dead never says that it ended, so after a second it is taken away. */
const end = (client: pg.Client): Promise<void> =>
  within(endTimeoutMs, 'the end of a connection', client.end()).catch(() => {
    client.connection.stream.destroy();
  });

/**
 * Listens on a connection of its own, and comes back after the server was away. Rejects when the first attempt
 * fails. An attempt that takes longer than `connectTimeoutMs` has failed: after a failover an address may take
 * connections and say nothing.
 *
 * @returns what ends it, within a second also where the line is dead
 */
export const listenOnServer = async (
  { url, connectTimeoutMs, logger }: ListenOptions,
  channel: string,
  { onNotify, onReady }: Listener,
): Promise<Unlisten> => {
  if (!channelName.test(channel)) throw new TypeError(`'${channel}' is no plain channel name`);
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url, ...keepAlive });
    client = next;
    let ended: unknown;
    next.on('error', (error) => (ended ??= error));
    next.on('notification', ({ payload = '' }) => onNotify(payload));
    const listening = next.connect().then(() => next.query(`listen "${channel}"`));
    try {
      await within(connectTimeoutMs, 'listening to the database', listening);
    } catch (error) {
      // A standby takes connections and refuses this: each try would leave one behind. Nobody waits for the end.
      void end(next);
      throw error;
    }
    if (closed) return end(next);
    next.once('end', () => reconnect(firstDelayMs, ended));
    onReady();
  };

  const reconnect = (delayMs: number, error: unknown): void => {
    if (closed) return;
    const reason = error === undefined ? undefined : toReason(error);
    logger.warn({ channel, delayMs, reason }, 'The connection for notifications ended; it is opened again');
    timer = setTimeout(() => {
      connect().catch((again: unknown) => reconnect(Math.min(delayMs * 2, longestDelayMs), again));
    }, delayMs);
  };

  await connect();
  return async () => {
    closed = true;
    clearTimeout(timer);
    if (client !== undefined) await end(client);
  };
};
