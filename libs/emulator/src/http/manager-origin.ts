import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { authorise } from '../auth/authorise.ts';
import type { Grant } from '../auth/grant.ts';
import type { FaultRule } from '../faults/fault-rule.ts';
import { findReplacement, spoil } from '../faults/spoil.ts';
import type { Platform } from '../platform.ts';
import { findDecoded } from './decode.ts';
import type { Call } from './call.ts';
import { isForeignPage, isLocalHost, readCallBody, sendReply, splitTarget, toOwnFault } from './exchange.ts';
import { toFailure, toHtml, type Reply } from './reply.ts';
import type { Match, Router } from './router.ts';
import { findFile } from './static-files.ts';

type Options = {
  readonly platform: Platform;
  readonly router: Router;
  readonly managerDir: string | undefined;
  readonly managerPage: () => string;
  readonly host: string;
  readonly streamEvents: (response: ServerResponse) => void;
};

/** Waits out every latency; the other fault that struck, if any. */
const waitOut = async (struck: readonly FaultRule[]): Promise<FaultRule | undefined> => {
  let spoiler: FaultRule | undefined;
  for (const rule of struck) {
    if (rule.effect.kind === 'latency') await setTimeout(rule.effect.ms);
    else spoiler = rule;
  }
  return spoiler;
};

type Answer = {
  readonly accountId?: string | undefined;
  readonly fault?: FaultRule | undefined;
  readonly reply: Reply;
  readonly match?: Match | undefined;
  readonly grant?: Grant | undefined;
};

/** Paths that only APIs have; without a route they are an error, not Manager's page. */
const isApiPath = (path: string): boolean =>
  /^\/(api|public|_emulator|oauth2|apptoken|token)(\/|$)/.test(path);

/** Seen: without its slash the GraphQL address is one of Manager's pages. */
const isPage = (path: string): boolean => path === '/api/graphql' || !isApiPath(path);

const corsHeaders = (origin: string): Readonly<Record<string, string>> => ({
  'Access-Control-Allow-Origin': origin,
  'Access-Control-Expose-Headers': 'Retry-After',
  Vary: 'Origin',
});

const preflightHeaders = {
  'Access-Control-Allow-Methods': 'GET, POST, PATCH, PUT, DELETE',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, TU-PREVIEW',
  'Access-Control-Max-Age': '600',
} as const;

const methods = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const;

/** What comes closest to a call that no route answers: another method, or the slash at the end. */
const toHint = (router: Router, path: string): string => {
  const other = path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
  const near = [path, other].flatMap((candidate) =>
    methods.filter((method) => router.findMatch(method, candidate)).map((method) => `${method} ${candidate}`),
  );
  return near.length === 0 ? '' : ` ${near.join(' and ')} would be.`;
};

const unknownRoute = (router: Router, method: string, path: string): Reply => {
  const rest = path.startsWith('/_emulator/')
    ? 'libs/emulator/README.md lists the control API.'
    : '/_emulator/coverage.html lists what is; a route in libs/emulator adds it.';
  return toFailure(404, 'not_emulated', `${method} ${path} is not emulated.${toHint(router, path)} ${rest}`);
};

/** Answers `url`: APIs, auth, control, and Manager's pages for the rest. */
export const createManagerOrigin = (options: Options) => {
  const { platform, router, managerDir, managerPage, host } = options;

  const toPage = async (path: string): Promise<Reply> => {
    const name = findDecoded(path);
    const file =
      managerDir === undefined || name === undefined ? undefined : await findFile(managerDir, name);
    if (file && !path.endsWith('/index.html')) return file;
    return toHtml(200, managerPage());
  };

  const runRoute = async (match: Match, call: Call): Promise<Answer> => {
    const { route, name } = match;
    const access = route.access ? await authorise(call, platform.tokens, route.access.anyOf) : undefined;
    const accountId = access?.grant?.accountId ?? (route.access ? undefined : route.findAccount?.(call));
    const struck = route.fidelity === 'ours' ? [] : platform.faults.strike(name, accountId);
    const spoiler = await waitOut(struck);
    const run = (): Reply | Promise<Reply> => {
      if (access && 'refusal' in access) return access.refusal;
      if (!route.access) return route.handle(call);
      if (!access?.grant) throw new Error(`${name} was let through without a grant`);
      return route.handle(call, access.grant);
    };
    const replacement = spoiler && findReplacement(spoiler.effect, managerPage);
    const reply = replacement ?? (spoiler ? spoil(spoiler.effect, await run()) : await run());
    return { match, grant: access?.grant, accountId, fault: struck.at(-1), reply };
  };

  const answer = async (request: IncomingMessage, path: string, query: string): Promise<Answer> => {
    const method = request.method ?? 'GET';
    const match = router.findMatch(method === 'HEAD' ? 'GET' : method, path);
    if (!match) {
      if (isPage(path) && (method !== 'POST' || path === '/api/graphql'))
        return { reply: await toPage(path) };
      return { reply: unknownRoute(router, method, path) };
    }
    const body = await readCallBody(request);
    if (body === undefined) return { match, reply: toFailure(413, 'payload_too_large', 'At most 8 MiB') };
    const { params } = match;
    return runRoute(match, {
      method,
      path,
      query: new URLSearchParams(query),
      params,
      headers: request.headers,
      body,
    });
  };

  const withCors = (request: IncomingMessage, path: string, reply: Reply): Reply => {
    const { origin } = request.headers;
    if (origin !== platform.urls.apps || !/^\/(api|public)\//.test(path)) return reply;
    return { ...reply, headers: { ...reply.headers, ...corsHeaders(origin) } };
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const startedMs = performance.now();
    const { path, query } = splitTarget(request);
    if (path.startsWith('/_emulator/')) {
      if (!isLocalHost(request, host)) {
        return sendReply(
          request,
          response,
          toFailure(403, 'foreign_host', 'Call the emulator by its own address'),
        );
      }
      if (request.method !== 'GET' && isForeignPage(request, platform.urls)) {
        return sendReply(
          request,
          response,
          toFailure(403, 'foreign_origin', 'Only Manager’s page controls this'),
        );
      }
      if (path === '/_emulator/events' && request.method === 'GET') return options.streamEvents(response);
    }
    if (request.method === 'OPTIONS') {
      const reply = { status: 204, headers: preflightHeaders, body: '' };
      return sendReply(request, response, withCors(request, path, reply));
    }
    const { reply, match, grant, accountId, fault } = await answer(request, path, query).catch(
      (error: unknown): Answer => ({
        reply: toOwnFault(error),
      }),
    );
    sendReply(request, response, withCors(request, path, reply));
    if (match ? match.route.fidelity === 'ours' : !isApiPath(path)) return;
    platform.log.addCall({
      at: new Date(platform.clock.wallNowMs()).toISOString(),
      method: request.method ?? 'GET',
      path: request.url ?? path,
      route: match?.name ?? null,
      status: reply.status,
      durationMs: Math.round((performance.now() - startedMs) * 100) / 100,
      accountId: accountId ?? null,
      clientId: grant?.clientId ?? null,
      faultId: fault?.id ?? null,
    });
  };

  return (request: IncomingMessage, response: ServerResponse): void => {
    handle(request, response).catch((error: unknown) => sendReply(request, response, toOwnFault(error)));
  };
};
