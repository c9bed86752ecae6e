import { TrackunitError } from '../trackunit-error.ts';
import { openConnections, type ConnectionLimits } from './connections.ts';
import { receive } from './receive.ts';
import type { Send } from './send.ts';

/**
 * Makes the sender that this library uses unless it is given a `fetch`: kept connections, a time-out for each part
 * of a call, no redirect followed. It works on Node's own HTTP client, without web streams, header objects and abort
 * controllers, which are most of what a small answer costs. Idle connections keep no process alive.
 */
export const createDirectSend = (limits: ConnectionLimits = {}): Send => {
  const { begin, bodyTimeoutMs } = openConnections(limits);
  return (request) =>
    new Promise((resolve, reject) => {
      const { url, body, signal, timeoutMs } = request;
      if (signal?.aborted) return reject(signal.reason as Error);
      const call = begin(request);
      const onAbort = (): void => fail(signal?.reason);
      const timer = setTimeout(() => {
        fail(new TrackunitError('timeout', `${url} took longer than ${timeoutMs} ms`));
      }, timeoutMs);
      const clear = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
      };
      /** Rejects first: ending the call tells a failure of its own, which is none. */
      const fail = (error: unknown): void => {
        clear();
        reject(error as Error);
        call.destroy();
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      receive(
        call,
        { request, bodyTimeoutMs },
        {
          fail,
          finish: (answer) => {
            clear();
            resolve(answer);
          },
        },
      );
      call.end(body);
    });
};
