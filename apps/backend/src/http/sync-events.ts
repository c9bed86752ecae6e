import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sync } from '@fleet-watch/contracts';
import type { Response } from 'express';

/** At most two events a second, as the contract says. */
const intervalMs = 500;

/**
 * Makes what lets all who read the same within half a second share one reading: a thousand streams of a sync then ask
 * the database as often as one does.
 */
export const createSharedReads = <Result>() => {
  const shared = new Map<string, Promise<Result>>();
  return (name: string, read: () => Promise<Result>): Promise<Result> => {
    const known = shared.get(name);
    if (known !== undefined) return known;
    const reading = read();
    shared.set(name, reading);
    setTimeout(() => shared.delete(name), intervalMs).unref();
    return reading;
  };
};

/** Proxies close a connection that says nothing for a minute; a comment now and then keeps it open. */
const quietPolls = 30;

const hasEnded = ({ state }: Sync): boolean => state === 'SUCCEEDED' || state === 'FAILED';

type SyncStream = {
  readonly first: Sync;
  /** Nothing when there is nobody any more whom it may be told. */
  readonly next: () => Promise<Sync | undefined>;
  readonly signal: AbortSignal;
};

const write = async (response: Response, text: string, signal: AbortSignal): Promise<void> => {
  if (!response.write(text)) await once(response, 'drain', { signal });
};

/**
 * Sends a sync's progress as server-sent events, one for each change, until it ends, the account is gone, or the caller
 * goes away. The database is asked, not this process: whichever process runs the sync, this one can tell of it.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export const streamSync = async (response: Response, { first, next, signal }: SyncStream): Promise<void> => {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'X-Accel-Buffering': 'no',
  });
  if (response.req.method === 'HEAD') {
    response.end();
    return;
  }
  let sync: Sync | undefined = first;
  let told = '';
  try {
    for (let poll = 0; sync !== undefined; poll += 1) {
      const text = JSON.stringify(sync);
      if (text !== told) await write(response, `data: ${text}\n\n`, signal);
      else if (poll % quietPolls === 0) await write(response, ': still running\n\n', signal);
      told = text;
      if (hasEnded(sync)) break;
      await sleep(intervalMs, undefined, { signal });
      sync = await next();
    }
    response.end();
  } catch (cause) {
    if (!signal.aborted) throw cause;
  }
};
