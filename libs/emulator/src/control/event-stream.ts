import type { ServerResponse } from 'node:http';
import type { EventLog } from './event-log.ts';

/** Writes every event from now on to an answer, as server-sent events, until the reader leaves. */
export const createEventStream =
  (log: EventLog) =>
  (response: ServerResponse): void => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(': listening\n\n');
    const stop = log.listen(({ type, record }) => {
      response.write(`event: ${type}\ndata: ${JSON.stringify(record)}\n\n`);
    });
    response.on('close', stop);
  };
