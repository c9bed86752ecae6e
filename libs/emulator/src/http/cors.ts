import type { IncomingMessage } from 'node:http';
import { withHeaders, type Reply } from './reply.ts';

const corsHeaders = (origin: string): Readonly<Record<string, string>> => ({
  'Access-Control-Allow-Origin': origin,
  'Access-Control-Expose-Headers': 'Retry-After',
  Vary: 'Origin',
});

/** What a browser may send to the APIs; `withCors` says from where. */
export const preflight: Reply = {
  status: 204,
  headers: {
    'Access-Control-Allow-Methods': 'GET, POST, PATCH, PUT, DELETE',
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, TU-PREVIEW',
    'Access-Control-Max-Age': '600',
  },
  body: '',
};

/** Lets extensions read what the APIs answer: their frames are of another origin, and of no third one. */
export const withCors = (request: IncomingMessage, appsOrigin: string, reply: Reply): Reply => {
  const { origin } = request.headers;
  if (origin !== appsOrigin || !/^\/(api|public)\//.test(request.url ?? '')) return reply;
  return withHeaders(reply, corsHeaders(origin));
};
