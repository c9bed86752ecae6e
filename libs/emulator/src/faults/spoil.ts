import { noAnswer, toFailure, toHtml, withRetryAfter, type Reply } from '../http/reply.ts';
import type { FaultEffect } from './fault-rule.ts';

const codes: Readonly<Record<number, string>> = {
  400: 'bad_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  429: 'too_many_requests',
  500: 'internal_error',
  502: 'bad_gateway',
  503: 'service_unavailable',
  504: 'gateway_timeout',
};

/** The answer that takes the place of the route's; undefined when the effect lets the route run. */
export const findReplacement = (effect: FaultEffect, managerPage: () => string): Reply | undefined => {
  if (effect.kind === 'html') return toHtml(200, managerPage());
  if (effect.kind === 'reset') return noAnswer;
  if (effect.kind !== 'status') return undefined;
  const { status, code = codes[status] ?? 'fault', retryAfterSeconds } = effect;
  const failure = toFailure(status, code, 'A fault that was switched on in the emulator');
  return withRetryAfter(failure, retryAfterSeconds);
};

const toFirstHalf = (text: string): string => text.slice(0, Math.floor(text.length / 2));

/** The route's answer as the effect leaves it. */
export const spoil = (effect: FaultEffect, reply: Reply): Reply => {
  switch (effect.kind) {
    case 'cut':
      return {
        ...reply,
        transport: {
          kind: 'cut',
          afterBytes: effect.afterBytes ?? Math.floor(Buffer.byteLength(reply.body) / 2),
        },
      };
    case 'slow-body':
      return { ...reply, transport: { kind: 'slow', bytesPerSecond: effect.bytesPerSecond } };
    case 'truncated-json':
      return { ...reply, body: toFirstHalf(String(reply.body)) };
    case 'wrong-json':
      return { ...reply, body: JSON.stringify({ unexpected: [null, { shape: true }] }) };
    case 'latency':
    case 'status':
    case 'reset':
    case 'html':
      return reply;
    default:
      return effect satisfies never;
  }
};
