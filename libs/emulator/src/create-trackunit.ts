import type { Choices } from './choices.ts';
import { createEventStream } from './control/event-stream.ts';
import { createPlatform } from './create-platform.ts';
import { toEnv, type TrackunitEnv } from './env.ts';
import { demoAccountSeeds, type AccountSeed } from './fleet/demo-accounts.ts';
import { createAppsOrigin } from './frame/apps-origin.ts';
import { sendReply, splitTarget, toOwnFault } from './http/exchange.ts';
import { createManagerOrigin } from './http/manager-origin.ts';
import { createManagerPage } from './http/manager-page.ts';
import { createRouter } from './http/router.ts';
import { startServer, type Listening } from './http/server.ts';
import type { SigningKeys } from './keys/key-ring.ts';
import type { AppSource } from './marketplace/apps.ts';
import { createPlatformRoutes } from './platform-routes.ts';
import type { Platform } from './platform.ts';
import { createRandomId } from './random.ts';
import { createTrackunitMethods, type TrackunitMethods } from './trackunit-methods.ts';

/** How a local Trackunit is made; everything has a default. */
export type TrackunitOptions = {
  /** Default 0: a free one. People use 4400. */
  readonly port?: number;
  /** The second origin, for frames of extensions. Default 0; people use 4401. */
  readonly appsPort?: number;
  /** Default `127.0.0.1`; other machines cannot call it then. */
  readonly host?: string;
  /** Changes every fleet; the same seed makes the same. Default `trackunit`. */
  readonly seed?: string;
  /** Keeps installs, clients, keys and the fleets' story over a restart. Default: nothing is kept. */
  readonly stateFile?: string;
  /** Folder of the built Manager page. Default: a page that says how to build it. */
  readonly managerDir?: string;
  /** Apps of the marketplace. Default none. */
  readonly apps?: readonly AppSource[];
  /** Default: the three demo accounts. */
  readonly accounts?: readonly AccountSeed[];
  /** Answers to what Trackunit's documents leave open; see `choicesSchema` for defaults. */
  readonly choices?: Partial<Choices>;
  /** Default the system's. */
  readonly clock?: () => Date;
  /** What delivers install messages. Default the global one. */
  readonly fetch?: typeof globalThis.fetch;
  /** Default random UUIDs. */
  readonly createId?: () => string;
  /** Signing keys to begin with, from `createSigningKeys`. Default: those of the state file, else new ones. */
  readonly keys?: SigningKeys;
};

/** A running local Trackunit. `await using` closes it. */
export type Trackunit = TrackunitMethods & {
  /** Origin of Manager, marketplace, auth, APIs and control. */
  readonly url: string;
  /** Origin of extension frames. */
  readonly appsUrl: string;
  /** Settings of a backend, as the choices are now. */
  readonly env: TrackunitEnv;
  /** Back to the seed: no installs, tokens, changes or faults; time begins anew. Keys and choices stay. */
  readonly reset: () => Promise<void>;
  readonly close: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

type Address = { readonly port: number; readonly host: string };

const startManagerOrigin = (
  platform: Platform,
  managerDir: string | undefined,
  address: Address,
): Promise<Listening> => {
  const managerPage = createManagerPage(managerDir);
  const router = createRouter(createPlatformRoutes(platform, managerPage));
  const streamEvents = createEventStream(platform.log);
  const { host } = address;
  return startServer(
    createManagerOrigin({ platform, router, managerDir, managerPage, host, streamEvents }),
    address,
  );
};

const startAppsOrigin = (platform: Platform, managerPort: number, address: Address): Promise<Listening> => {
  const answer = createAppsOrigin({
    apps: platform.apps,
    // People type either name of this machine.
    managerOrigins: () => [platform.urls.manager, `http://localhost:${managerPort}`],
  });
  return startServer((request, response) => {
    const { path, query } = splitTarget(request);
    answer(path, new URLSearchParams(query))
      .catch(toOwnFault)
      .then((reply) => sendReply(request, response, reply))
      .catch(() => response.destroy());
  }, address);
};

const createPlatformOf = (options: TrackunitOptions): Promise<Platform> =>
  createPlatform({
    seed: options.seed ?? 'trackunit',
    stateFile: options.stateFile,
    apps: options.apps ?? [],
    accounts: options.accounts ?? demoAccountSeeds,
    choices: options.choices ?? {},
    clock: options.clock ?? (() => new Date()),
    fetch: options.fetch ?? globalThis.fetch,
    createId: options.createId ?? createRandomId,
    keys: options.keys,
  });

/**
 * Starts a local Trackunit; resolves when both origins listen.
 *
 * @throws Error when a port is taken, a manifest or the state file cannot be read
 */
export const createTrackunit = async (options: TrackunitOptions = {}): Promise<Trackunit> => {
  const { port = 0, appsPort = 0, host = '127.0.0.1' } = options;
  const platform = await createPlatformOf(options);
  const manager = await startManagerOrigin(platform, options.managerDir, { port, host });
  const apps = await startAppsOrigin(platform, manager.port, { port: appsPort, host }).catch(
    async (error: unknown) => {
      await manager.close();
      throw error;
    },
  );
  platform.urls.manager = manager.origin;
  platform.urls.apps = apps.origin;

  const close = async (): Promise<void> => {
    await Promise.all([manager.close(), apps.close(), platform.close()]);
  };
  return {
    ...createTrackunitMethods(platform),
    url: manager.origin,
    appsUrl: apps.origin,
    get env() {
      return toEnv(platform);
    },
    reset: platform.reset,
    close,
    [Symbol.asyncDispose]: close,
  };
};
