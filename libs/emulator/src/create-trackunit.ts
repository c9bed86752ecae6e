import { createEventStream } from './control/event-stream.ts';
import { createPlatform } from './create-platform.ts';
import { toEnv, type TrackunitEnv } from './env.ts';
import { createFaultSwitches, type FaultSwitches } from './faults/fault-switches.ts';
import { toFaultTargets } from './faults/fault-target.ts';
import { demoAccountSeeds } from './fleet/demo-accounts.ts';
import { createAppsOrigin } from './frame/apps-origin.ts';
import { sendReply, splitTarget, toOwnFault } from './http/exchange.ts';
import { createManagerOrigin } from './http/manager-origin.ts';
import { createManagerPage } from './http/manager-page.ts';
import { createRouter } from './http/router.ts';
import { startServer, type Listening } from './http/server.ts';
import { createPlatformRoutes, createTrackunitRoutes } from './platform-routes.ts';
import type { Platform } from './platform.ts';
import { createRandomId } from './random.ts';
import { createTrackunitMethods, type TrackunitMethods } from './trackunit-methods.ts';
import { assertOptions, parseAccounts, parseChoices, type TrackunitOptions } from './trackunit-options.ts';

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
): { readonly switches: FaultSwitches; readonly listening: Promise<Listening> } => {
  const managerPage = createManagerPage(managerDir);
  const trackunitRoutes = createTrackunitRoutes(platform, managerPage);
  const switches = createFaultSwitches(platform, toFaultTargets(trackunitRoutes));
  const router = createRouter(createPlatformRoutes({ platform, trackunitRoutes, switches }));
  const streamEvents = createEventStream(platform.log);
  const { host } = address;
  const origin = createManagerOrigin({ platform, router, managerDir, managerPage, host, streamEvents });
  return { switches, listening: startServer(origin, { ...address, option: 'port' }) };
};

const startAppsOrigin = (platform: Platform, managerPort: number, address: Address): Promise<Listening> => {
  const answer = createAppsOrigin({
    apps: platform.apps,
    // People type either name of this machine.
    managerOrigins: () => [platform.urls.manager, `http://localhost:${managerPort}`],
  });
  return startServer(
    (request, response) => {
      const { path, query } = splitTarget(request);
      answer(path, new URLSearchParams(query))
        .catch(toOwnFault)
        .then((reply) => sendReply(request, response, reply))
        .catch(() => response.destroy());
    },
    { ...address, option: 'appsPort' },
  );
};

const createPlatformOf = (options: TrackunitOptions): Promise<Platform> =>
  createPlatform({
    seed: options.seed ?? 'trackunit',
    stateFile: options.stateFile,
    apps: options.apps ?? [],
    accounts: parseAccounts(options.accounts ?? demoAccountSeeds),
    choices: parseChoices(options.choices ?? {}),
    clock: options.clock ?? (() => new Date()),
    fetch: options.fetch ?? globalThis.fetch,
    createId: options.createId ?? createRandomId,
    keys: options.keys,
  });

/**
 * Starts a local Trackunit; resolves when both origins listen.
 *
 * @throws EmulatorError `constraint_violation` for an option that there is not, or that cannot be
 * @throws Error when a port is taken, a manifest or the state file cannot be read
 */
export const createTrackunit = async (options: TrackunitOptions = {}): Promise<Trackunit> => {
  assertOptions(options);
  const { port = 0, appsPort = 0, host = '127.0.0.1' } = options;
  const platform = await createPlatformOf(options);
  const { switches, listening } = startManagerOrigin(platform, options.managerDir, { port, host });
  const manager = await listening;
  const apps = await startAppsOrigin(platform, manager.port, { port: appsPort, host }).catch(
    async (error: unknown) => {
      await manager.close();
      throw error;
    },
  );
  platform.urls.manager = manager.origin;
  platform.urls.apps = apps.origin;

  let closing: Promise<unknown> | undefined;
  // Once, however often it is asked for: by hand, and again where `await using` ends.
  const close = async (): Promise<void> => {
    await (closing ??= Promise.all([manager.close(), apps.close(), platform.close()]));
  };
  return {
    ...createTrackunitMethods(platform, switches),
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
