import type { IncomingMessage } from 'node:http';
import { toFailure, type Reply } from './reply.ts';

type Urls = { readonly manager: string; readonly apps: string };

const localNames: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

const toName = (host: string): string => host.replace(/:\d+$/, '').toLowerCase();

/** Whether a request comes from a page of another machine, or from an extension; what is no page has no origin. */
const isForeignPage = (request: IncomingMessage, urls: Urls): boolean => {
  const { origin } = request.headers;
  if (origin === undefined || origin === urls.manager) return false;
  return origin === urls.apps || !localNames.has(toName(origin.replace(/^https?:\/\//, '')));
};

/** Whether a request names this machine; a page of the web that rebinds its name to 127.0.0.1 does not. */
const isLocalHost = (request: IncomingMessage, host: string): boolean => {
  const name = toName(request.headers.host ?? '');
  return localNames.has(name) || name === host.toLowerCase();
};

const foreignHost = toFailure(403, 'foreign_host', 'Call the emulator by its own address');
const foreignOrigin = toFailure(403, 'foreign_origin', 'Only Manager’s page controls this');

/** Keeps pages of the web away from the control API; undefined for whom it is. `host` is where the emulator listens. */
export const createControlGuard =
  (host: string, urls: Urls) =>
  (request: IncomingMessage): Reply | undefined => {
    if (!isLocalHost(request, host)) return foreignHost;
    return request.method !== 'GET' && isForeignPage(request, urls) ? foreignOrigin : undefined;
  };
