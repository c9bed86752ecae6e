import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One message that arrived. `identity` is the `Trackunit-Identity` header, empty without one; `text` the raw body. */
export type ReceivedMessage = {
  readonly method: string;
  readonly identity: string;
  readonly text: string;
  readonly body: Readonly<Record<string, string>>;
};

/**
 * An app's backend that only listens: it records what it is told and answers as it is told to. For tests of a
 * marketplace, or of an app before its own backend exists.
 */
export const createCallbackRecorder = async () => {
  const received: ReceivedMessage[] = [];
  const statuses: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const identity = String(request.headers['trackunit-identity'] ?? '');
      received.push({
        method: request.method ?? '',
        identity,
        text,
        body: JSON.parse(text) as Record<string, string>,
      });
      response.writeHead(statuses.shift() ?? 204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    /** What to write into a manifest as `tokenCallback.url`. */
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/appinstall`,
    received: received as readonly ReceivedMessage[],
    /** The next answers, in order; 204 afterwards. */
    answerWith: (...next: readonly number[]): void => void statuses.push(...next),
    close,
    [Symbol.asyncDispose]: close,
  };
};

/** A backend that listens: its address, what arrived so far, and what to answer next. `await using` closes it. */
export type CallbackRecorder = Awaited<ReturnType<typeof createCallbackRecorder>>;
