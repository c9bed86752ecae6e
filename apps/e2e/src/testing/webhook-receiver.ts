import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { webhookEventSchema, type WebhookEvent } from '@fleet-watch/contracts';

/** A message as a receiver gets it. */
export type ReceivedMessage = {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: string;
  readonly event: WebhookEvent;
};

/** Somebody's server that takes webhooks. */
export type WebhookReceiver = {
  readonly url: string;
  readonly received: readonly ReceivedMessage[];
  /** Answers the next messages with these statuses, one each, and every later one with 204. */
  readonly answerNext: (...statuses: number[]) => void;
  /** Waits until the messages received satisfy a test. */
  readonly waitFor: (isEnough: (received: readonly ReceivedMessage[]) => boolean) => Promise<void>;
  readonly close: () => void;
};

const waitMs = 30_000;

const readText = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

const toMessage = (request: IncomingMessage, body: string): ReceivedMessage => {
  const header = (name: string) => String(request.headers[name]);
  return {
    id: header('webhook-id'),
    timestamp: header('webhook-timestamp'),
    signature: header('webhook-signature'),
    body,
    event: webhookEventSchema.parse(JSON.parse(body)),
  };
};

/** Starts a receiver on a free port of this machine. */
export const startWebhookReceiver = async (): Promise<WebhookReceiver> => {
  const received: ReceivedMessage[] = [];
  const statuses: number[] = [];
  const server = createServer((request, response) => {
    void readText(request).then((body) => {
      received.push(toMessage(request, body));
      response.writeHead(statuses.shift() ?? 204).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/hook`,
    received,
    answerNext: (...next) => void statuses.push(...next),
    waitFor: async (isEnough) => {
      for (const deadline = Date.now() + waitMs; !isEnough(received); await sleep(25))
        if (Date.now() > deadline)
          throw new Error(`Received ${received.length} messages, and not what was waited for`);
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

/** Verifies a message as receivers do, by the specification and not by our code. */
export const isSignedWith = (
  secret: string,
  { id, timestamp, signature, body }: ReceivedMessage,
): boolean => {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const digest = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  const isFresh = Math.abs(Date.now() / 1000 - Number(timestamp)) < 300;
  return signature.split(' ').some((one) => {
    const [version, base64 = ''] = one.split(',');
    const bytes = Buffer.from(base64, 'base64');
    return isFresh && version === 'v1' && bytes.length === digest.length && timingSafeEqual(bytes, digest);
  });
};
