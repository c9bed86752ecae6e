import { toFailure, toHtml, type Reply } from '../http/reply.ts';
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
  if (effect.kind === 'reset') return { status: 503, headers: {}, body: '', transport: { kind: 'reset' } };
  if (effect.kind !== 'status') return undefined;
  const { status, code = codes[status] ?? 'fault', retryAfterSeconds } = effect;
  const headers = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) };
  return toFailure(status, code, 'A fault that was switched on in the emulator', headers);
};

/** The route's answer as the effect leaves it. */
export const spoil = (effect: FaultEffect, reply: Reply): Reply => {
  const length = Buffer.byteLength(reply.body);
  switch (effect.kind) {
    case 'cut':
      return {
        ...reply,
        transport: { kind: 'cut', afterBytes: effect.afterBytes ?? Math.floor(length / 2) },
      };
    case 'slow-body':
      return { ...reply, transport: { kind: 'slow', bytesPerSecond: effect.bytesPerSecond } };
    case 'truncated-json':
      return { ...reply, body: String(reply.body).slice(0, Math.floor(length / 2)) };
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
