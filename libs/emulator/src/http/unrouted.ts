import { findDecoded } from './decode.ts';
import { toFailure, toHtml, type Reply } from './reply.ts';
import type { Router } from './router.ts';
import { findFile } from './static-files.ts';

type Options = {
  readonly router: Router;
  readonly managerDir: string | undefined;
  readonly managerPage: () => string;
};

/** Paths that only APIs have; without a route they are an error, not Manager's page. */
export const isApiPath = (path: string): boolean =>
  /^\/(api|public|_emulator|oauth2|apptoken|token)(\/|$)/.test(path);

const methods = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const;

/** What comes closest to a call that no route answers: another method, or the slash at the end. */
const toHint = (router: Router, path: string): string => {
  const other = path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
  const near = [path, other].flatMap((candidate) =>
    methods.filter((method) => router.findMatch(method, candidate)).map((method) => `${method} ${candidate}`),
  );
  return near.length === 0 ? '' : ` ${near.join(' and ')} would be.`;
};

const toUnknown = (router: Router, method: string, path: string): Reply => {
  const rest = path.startsWith('/_emulator/')
    ? 'libs/emulator/README.md lists the control API.'
    : '/_emulator/coverage.html lists what is; a route in libs/emulator adds it.';
  return toFailure(404, 'not_emulated', `${method} ${path} is not emulated.${toHint(router, path)} ${rest}`);
};

/** Answers what no route does: Manager's page and its files, or an error that says what there is. */
export const createUnrouted = ({ router, managerDir, managerPage }: Options) => {
  const toPage = async (path: string): Promise<Reply> => {
    const name = findDecoded(path);
    const file =
      managerDir === undefined || name === undefined ? undefined : await findFile(managerDir, name);
    if (file && !path.endsWith('/index.html')) return file;
    return toHtml(200, managerPage());
  };

  return (method: string, path: string): Reply | Promise<Reply> => {
    // Seen: without its slash the GraphQL address is one of Manager's pages, whatever the method.
    if (path === '/api/graphql') return toPage(path);
    return isApiPath(path) || method === 'POST' ? toUnknown(router, method, path) : toPage(path);
  };
};
