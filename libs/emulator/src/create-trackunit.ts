import { createEventStream } from './control/event-stream.ts';
import type { ApiCallRecord, DeliveryRecord, FleetTruth, InstallResult } from './control/shapes.ts';
import {
  issueUserToken,
  type UserToken,
  type UserTokenProblem,
  type UserTokenRequest,
} from './control/user-tokens.ts';
import { createPlatform, createRandomId } from './create-platform.ts';
import type { Choices } from './choices.ts';
import { tokenAudience } from './auth/tokens.ts';
import type { FaultRequest, FaultRule } from './faults/fault-rule.ts';
import { runScenario } from './faults/scenarios.ts';
import { demoAccountSeeds, type AccountSeed } from './fleet/demo-accounts.ts';
import { toTruth, type Thresholds } from './fleet/truth.ts';
import { createAppsOrigin } from './frame/apps-origin.ts';
import { sendReply, splitTarget, toOwnFault } from './http/exchange.ts';
import { createManagerOrigin } from './http/manager-origin.ts';
import { createManagerPage } from './http/manager-page.ts';
import { createRouter } from './http/router.ts';
import { startServer } from './http/server.ts';
import type { SigningKeys } from './keys/key-ring.ts';
import type { AppSource } from './marketplace/apps.ts';
import type { IdentityRequest } from './marketplace/identity.ts';
import type { InstallRequest, MarketplaceProblem, UninstallRequest } from './marketplace/installs.ts';
import { createPlatformRoutes } from './platform-routes.ts';
import type { Platform } from './platform.ts';

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

/** The settings of a Fleet Watch backend (or any other with the same names) that point it at an emulator. */
export type TrackunitEnv = Readonly<Record<string, string>>;

const toEnv = ({ urls, choices }: Platform): TrackunitEnv => {
  const { identityIssuer, identityAudience, userTokenAccountClaim } = choices();
  return {
    TRACKUNIT_AUTH_URL: urls.manager,
    TRACKUNIT_API_URL: urls.manager,
    TRACKUNIT_IDENTITY_JWKS_URL: `${urls.manager}/api/marketplace/jwks`,
    ...(identityIssuer === null ? {} : { TRACKUNIT_IDENTITY_ISSUER: identityIssuer }),
    ...(identityAudience === null ? {} : { TRACKUNIT_IDENTITY_AUDIENCE: identityAudience }),
    TRACKUNIT_USER_TOKEN_JWKS_URL: `${urls.manager}/oauth2/v1/keys`,
    TRACKUNIT_USER_TOKEN_ISSUER: `${urls.manager}/oauth2/v1`,
    TRACKUNIT_USER_TOKEN_AUDIENCE: tokenAudience,
    TRACKUNIT_USER_TOKEN_ACCOUNT_CLAIM: userTokenAccountClaim,
    EXTENSION_ORIGINS: urls.apps,
  };
};

/** Asks that the marketplace refused, or that cannot be done: says which and why. */
export class EmulatorError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'EmulatorError';
    this.code = code;
  }
}

const orThrow = <T extends object>(result: T | MarketplaceProblem | UserTokenProblem): T => {
  if ('code' in result && 'message' in result) throw new EmulatorError(result.code, result.message);
  return result;
};

const toMethods = (platform: Platform) => ({
  /** Makes an app known, or a new version of it. */
  registerApp: (source: AppSource): void => {
    platform.apps.register(source);
    platform.log.addChange('apps');
  },
  /** Installs and tells the app; resolves after the first attempt. Throws `EmulatorError` when it is refused. */
  install: async (request: InstallRequest): Promise<InstallResult> =>
    orThrow(await platform.installs.install(request)),
  /** Ends an install, silently unless the choices or `message` say otherwise. */
  uninstall: async (request: UninstallRequest): Promise<InstallResult> =>
    orThrow(await platform.installs.uninstall(request)),
  /** What was told to apps, newest first. */
  deliveries: (): readonly DeliveryRecord[] => platform.log.deliveries(),
  /** The token that Manager hands to an extension. */
  userToken: async (request: UserTokenRequest): Promise<UserToken> =>
    orThrow(await issueUserToken(platform, request)),
  /** A signed `Trackunit-Identity`, for tests of a verifier. */
  signIdentity: async (request: IdentityRequest): Promise<string> =>
    (await platform.signIdentity(request)).token,
  /** Switches a fault on; throws ZodError when it is none. */
  addFault: (request: FaultRequest): FaultRule => platform.faults.add(request),
  /** Switches every fault off, and the clock's skew. */
  clearFaults: (): void => {
    platform.faults.clear();
    platform.clock.setSkew(0);
  },
  /** Switches a named scenario on, for one account or for all. */
  runScenario: async (name: string, accountId?: string): Promise<void> => {
    if (!(await runScenario(platform, name, accountId)))
      throw new EmulatorError('unknown_scenario', `No scenario ${name}`);
  },
  /** Lets the fleet's story and whatever expires jump ahead. */
  advance: (byMs: number): void => platform.clock.jump(byMs),
  /** Simulated seconds per second; 0 pauses. */
  setSpeed: (speed: number): void => platform.clock.setSpeed(speed),
  /** Requests that were answered, newest first. */
  calls: (): readonly ApiCallRecord[] => platform.log.calls(),
  /** The fleet as it really is; `silentAfterHours` defaults to 72. */
  truth: (accountId: string, thresholds: Partial<Thresholds> = {}): FleetTruth => {
    const fleet = platform.findFleet(accountId);
    if (!fleet) throw new EmulatorError('unknown_account', `No account ${accountId}`);
    return toTruth(fleet, platform.clock.wallNowMs(), { silentAfterHours: 72, ...thresholds });
  },
});

/** A running local Trackunit. `await using` closes it. */
export type Trackunit = ReturnType<typeof toMethods> & {
  /** Origin of Manager, marketplace, auth, APIs and control. */
  readonly url: string;
  /** Origin of extension frames. */
  readonly appsUrl: string;
  readonly env: TrackunitEnv;
  /** Back to the seed: no installs, tokens, changes or faults; time begins anew. Keys and choices stay. */
  readonly reset: () => Promise<void>;
  readonly close: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

const startAppsOrigin = (platform: Platform, port: number, host: string) => {
  const managerPort = () => new URL(platform.urls.manager).port;
  const answer = createAppsOrigin({
    apps: platform.apps,
    // People type either name of this machine.
    managerOrigins: () => [platform.urls.manager, `http://localhost:${managerPort()}`],
  });
  return startServer(
    (request, response) => {
      const { path, query } = splitTarget(request);
      answer(path, new URLSearchParams(query))
        .catch(toOwnFault)
        .then((reply) => sendReply(request, response, reply))
        .catch(() => response.destroy());
    },
    { port, host },
  );
};

/**
 * Starts a local Trackunit; resolves when both origins listen.
 *
 * @throws Error when a port is taken, a manifest or the state file cannot be read
 */
export const createTrackunit = async (options: TrackunitOptions = {}): Promise<Trackunit> => {
  const { port = 0, appsPort = 0, host = '127.0.0.1', managerDir } = options;
  const platform = await createPlatform({
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
  const managerPage = createManagerPage(managerDir);
  const router = createRouter(createPlatformRoutes(platform, managerPage));
  const streamEvents = createEventStream(platform.log);
  const handle = createManagerOrigin({ platform, router, managerDir, managerPage, host, streamEvents });
  const manager = await startServer(handle, { port, host });
  platform.urls.manager = manager.origin;
  const apps = await startAppsOrigin(platform, appsPort, host).catch(async (error: unknown) => {
    await manager.close();
    throw error;
  });
  platform.urls.apps = apps.origin;

  const close = async (): Promise<void> => {
    await Promise.all([manager.close(), apps.close(), platform.close()]);
  };
  return {
    ...toMethods(platform),
    url: manager.origin,
    appsUrl: apps.origin,
    env: toEnv(platform),
    reset: platform.reset,
    close,
    [Symbol.asyncDispose]: close,
  };
};
