import { choicesSchema, type Choices } from './choices.ts';
import { changeAsset, type AssetSwitches } from './control/change-asset.ts';
import type { ApiCallRecord, DeliveryRecord, FleetTruth, InstallResult } from './control/shapes.ts';
import {
  issueUserToken,
  type UserToken,
  type UserTokenProblem,
  type UserTokenRequest,
} from './control/user-tokens.ts';
import { EmulatorError } from './emulator-error.ts';
import type { FaultRequest, FaultRule } from './faults/fault-rule.ts';
import { runScenario } from './faults/scenarios.ts';
import { accountSeedSchema, type AccountSeed } from './fleet/demo-accounts.ts';
import { toTruth, type Thresholds } from './fleet/truth.ts';
import type { AppSource } from './marketplace/apps.ts';
import type { IdentityRequest } from './marketplace/identity.ts';
import type { InstallRequest, MarketplaceProblem, UninstallRequest } from './marketplace/installs.ts';
import type { Platform } from './platform.ts';

/** A result, or an exception for what a caller in process should not have asked. */
const orThrow = <T extends object>(result: T | MarketplaceProblem | UserTokenProblem): T => {
  if ('code' in result && 'message' in result) throw new EmulatorError(result.code, result.message);
  return result;
};

/** What a test or a tool does with an emulator in its own process; the control API does the same over HTTP. */
export const createTrackunitMethods = (platform: Platform) => ({
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
    platform.faults.reset();
    platform.clock.setSkew(0);
  },
  /** Switches a named scenario on, for one account or for all. */
  runScenario: async (name: string, accountId?: string): Promise<void> => {
    if (!(await runScenario(platform, name, accountId)))
      throw new EmulatorError('unknown_scenario', `No scenario ${name}`);
  },
  /** Unplugs or hides one asset, or takes that back. */
  changeAsset: async (accountId: string, assetId: string, switches: AssetSwitches): Promise<void> => {
    if (!(await changeAsset(platform, { accountId, assetId }, switches))) {
      throw new EmulatorError('unknown_asset', `Account ${accountId} has no asset ${assetId}`);
    }
  },
  /** Adds an account with a fleet of its own; throws ZodError when the seed is wrong. */
  addAccount: (seed: AccountSeed): void => platform.addAccount(accountSeedSchema.parse(seed)),
  /** Answers open questions of Trackunit's documents anew; the others stay as they are. */
  choose: (choices: Partial<Choices>): Promise<void> =>
    platform.choose(choicesSchema.parse({ ...platform.choices(), ...choices })),
  /** New signing keys for identities and tokens. */
  rotateKeys: async (options: { readonly keepOld: boolean }): Promise<void> => {
    await Promise.all([platform.identityRing.rotate(options), platform.tokenRing.rotate(options)]);
  },
  /** Ends every token that an account's app got so far; it may get new ones. */
  revokeTokens: (irisAppId: string, accountId: string): void => {
    const install = platform.state.findInstall(irisAppId, accountId);
    if (!install) throw new EmulatorError('not_installed', `${irisAppId} is not installed for ${accountId}`);
    platform.tokens.revokeTokensOf(install.clientId);
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

/**
 * What a test or a tool does with an emulator in its own process. What can't be done throws `EmulatorError`, whose
 * `code` says why.
 */
export type TrackunitMethods = ReturnType<typeof createTrackunitMethods>;
