import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Platform } from '../platform.ts';
import { createControlGuard } from './control-guard.ts';
import { preflight, withCors } from './cors.ts';
import { readCallBody, sendReply, splitTarget, toOwnFault, type Target } from './exchange.ts';
import { toFailure, type Reply } from './reply.ts';
import type { Match, Router } from './router.ts';
import { createRouteRunner, type Run } from './run-route.ts';
import { createUnrouted, isApiPath } from './unrouted.ts';

type Options = {
  readonly platform: Platform;
  readonly router: Router;
  readonly managerDir: string | undefined;
  readonly managerPage: () => string;
  readonly host: string;
  readonly streamEvents: (response: ServerResponse) => void;
};

type Answer = Run & { readonly match?: Match | undefined };

/** Answers `url`: APIs, auth, control, and Manager's pages for the rest. */
export const createManagerOrigin = (options: Options) => {
  const { platform, router, host, streamEvents } = options;
  const runRoute = createRouteRunner(options);
  const answerUnrouted = createUnrouted(options);
  const findRefusal = createControlGuard(host, platform.urls);

  const answer = async (request: IncomingMessage, { path, query }: Target): Promise<Answer> => {
    const method = request.method ?? 'GET';
    const match = router.findMatch(method === 'HEAD' ? 'GET' : method, path);
    if (!match) return { reply: await answerUnrouted(method, path) };
    const body = await readCallBody(request);
    if (body === undefined) return { match, reply: toFailure(413, 'payload_too_large', 'At most 8 MiB') };
    const { params } = match;
    const call = { method, path, query: new URLSearchParams(query), params, headers: request.headers, body };
    const run = await runRoute(match, call);
    return { match, ...run };
  };

  const logCall = (request: IncomingMessage, answered: Answer, startedMs: number): void => {
    const { reply, match, grant, accountId, fault } = answered;
    if (match ? match.route.fidelity === 'ours' : !isApiPath(splitTarget(request).path)) return;
    platform.log.addCall({
      at: new Date(platform.clock.wallNowMs()).toISOString(),
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      route: match?.name ?? null,
      status: reply.status,
      durationMs: Math.round((performance.now() - startedMs) * 100) / 100,
      accountId: accountId ?? null,
      clientId: grant?.clientId ?? null,
      faultId: fault?.id ?? null,
    });
  };

  /** What is answered before any route is looked for; undefined when one is to be. */
  const answerEarly = (request: IncomingMessage): Reply | undefined => {
    const refusal = request.url?.startsWith('/_emulator/') ? findRefusal(request) : undefined;
    return refusal ?? (request.method === 'OPTIONS' ? preflight : undefined);
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const startedMs = performance.now();
    const send = (reply: Reply) => sendReply(request, response, withCors(request, platform.urls.apps, reply));
    const early = answerEarly(request);
    if (early) return send(early);
    const target = splitTarget(request);
    if (request.method === 'GET' && target.path === '/_emulator/events') return streamEvents(response);
    const answered = await answer(request, target).catch((error: unknown): Answer => ({
      reply: toOwnFault(error),
    }));
    send(answered.reply);
    logCall(request, answered, startedMs);
  };

  return (request: IncomingMessage, response: ServerResponse): void => {
    handle(request, response).catch((error: unknown) => sendReply(request, response, toOwnFault(error)));
  };
};
