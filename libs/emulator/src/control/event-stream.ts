import type { ServerResponse } from 'node:http';
import type { EventLog } from './event-log.ts';

/** A reader that is so far behind has stopped reading; browsers connect again by themselves. */
const unreadAtMostBytes = 1024 * 1024;

/** Writes every event from now on to an answer, as server-sent events, until the reader leaves or stops reading. */
export const createEventStream =
  (log: EventLog) =>
  (response: ServerResponse): void => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(': listening\n\n');
    const stop = log.listen(({ type, record }) => {
      if (response.writableLength > unreadAtMostBytes) {
        // Told at once: until the connection has closed, more would be written.
        stop();
        response.destroy();
        return;
      }
      response.write(`event: ${type}\ndata: ${JSON.stringify(record)}\n\n`);
    });
    response.on('close', stop);
  };
