import { z } from 'zod';
import { choicesSchema, type Choices } from './choices.ts';
import { addAccount } from './control/add-account.ts';
import { assetSwitchesSchema, changeAsset, type AssetSwitches } from './control/change-asset.ts';
import { changeClock, clockChangeSchema } from './control/change-clock.ts';
import type { ApiCallRecord, DeliveryRecord, FleetTruth, InstallResult } from './control/shapes.ts';
import {
  issueUserToken,
  userTokenSchema,
  type UserToken,
  type UserTokenRequest,
} from './control/user-tokens.ts';
import { EmulatorError } from './emulator-error.ts';
import type { FaultRequest, FaultRule } from './faults/fault-rule.ts';
import type { FaultSwitches } from './faults/fault-switches.ts';
import { accountSeedSchema, type AccountSeed } from './fleet/demo-accounts.ts';
import { thresholdsSchema, toTruth, type Thresholds } from './fleet/truth.ts';
import { appSourceSchema, type AppSource } from './marketplace/apps.ts';
import type { IdentityRequest } from './marketplace/identity.ts';
import type { InstallRequest, UninstallRequest } from './marketplace/install-request.ts';
import type { Platform } from './platform.ts';
import { orThrow, parseArgument } from './problem.ts';

const advanceSchema = z
  .number('advance takes milliseconds')
  .min(0, 'advance takes milliseconds from 0: time does not run backwards');

/**
 * What a test or a tool does with an emulator in its own process; the control API does the same over HTTP. What is
 * unknown or makes no sense throws `EmulatorError`, whose `code` is that of the control API.
 */
export const createTrackunitMethods = (platform: Platform, switches: FaultSwitches) => ({
  /** Makes an app known, or a new version of it. */
  registerApp: (source: AppSource): void => {
    parseArgument(appSourceSchema, source);
    platform.apps.register(source);
    platform.log.addChange('apps');
  },
  /** Installs and tells the app; resolves after the first attempt. Throws `EmulatorError` when it is refused. */
  install: async (request: InstallRequest): Promise<InstallResult> =>
    orThrow(await platform.installs.install(request)),
  /** Moves an install to the app's newest version, as somebody who agrees to what it newly asks for. */
  upgrade: async (request: InstallRequest): Promise<InstallResult> =>
    orThrow(await platform.installs.upgrade(request)),
  /** Ends an install, silently unless the choices or `message` say otherwise. */
  uninstall: async (request: UninstallRequest): Promise<InstallResult> =>
    orThrow(await platform.installs.uninstall(request)),
  /** What was told to apps, newest first. */
  deliveries: (): readonly DeliveryRecord[] => platform.log.deliveries(),
  /** The token that Manager hands to an extension. */
  userToken: async (request: UserTokenRequest): Promise<UserToken> =>
    orThrow(await issueUserToken(platform, parseArgument(userTokenSchema, request))),
  /** A signed `Trackunit-Identity`, for tests of a verifier. */
  signIdentity: async (request: IdentityRequest): Promise<string> =>
    (await platform.signIdentity(request)).token,
  /**
   * Switches a fault on.
   * @throws EmulatorError when it is none, or could never strike: no such route, no such account
   */
  addFault: (request: FaultRequest): FaultRule => orThrow(switches.add(request)),
  /** Switches every fault off, and the clock's skew. */
  clearFaults: (): void => switches.clear(),
  /** Switches a named scenario on, for one account or for all. */
  runScenario: async (name: string, accountId?: string): Promise<void> => {
    orThrow(await switches.runScenario(name, accountId));
  },
  /** Unplugs or hides one asset, or takes that back. */
  changeAsset: async (accountId: string, assetId: string, change: AssetSwitches): Promise<void> => {
    if (!(await changeAsset(platform, { accountId, assetId }, parseArgument(assetSwitchesSchema, change)))) {
      throw new EmulatorError('unknown_asset', `Account ${accountId} has no asset ${assetId}`);
    }
  },
  /** Adds an account with a fleet of its own, or takes the place of the one with its id. */
  addAccount: (seed: AccountSeed): void => {
    const problem = addAccount(platform, parseArgument(accountSeedSchema, seed));
    if (problem) orThrow(problem);
    platform.saveSoon();
  },
  /** Answers open questions of Trackunit's documents anew; the others stay as they are. */
  choose: async (choices: Partial<Choices>): Promise<void> =>
    platform.choose(parseArgument(choicesSchema, { ...platform.choices(), ...choices })),
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
  /** Lets the fleet's story and whatever expires jump ahead; milliseconds, never back. */
  advance: (byMs: number): void => {
    const jumpSeconds = parseArgument(advanceSchema, byMs) / 1000;
    changeClock(platform, parseArgument(clockChangeSchema, { jumpSeconds }));
    platform.saveSoon();
  },
  /** Simulated seconds per second, up to 100,000; 0 pauses. */
  setSpeed: (speed: number): void => {
    changeClock(platform, parseArgument(clockChangeSchema, { speed }));
    platform.saveSoon();
  },
  /** Requests that were answered, newest first. */
  calls: (): readonly ApiCallRecord[] => platform.log.calls(),
  /** The fleet as it really is; `silentAfterHours` defaults to 72. */
  truth: (accountId: string, thresholds: Thresholds = {}): FleetTruth => {
    const fleet = platform.findFleet(accountId);
    if (!fleet) throw new EmulatorError('unknown_account', `No account ${accountId}`);
    return toTruth(fleet, platform.clock.wallNowMs(), parseArgument(thresholdsSchema, thresholds));
  },
});

/**
 * What a test or a tool does with an emulator in its own process. What can't be done throws `EmulatorError`, whose
 * `code` says why.
 */
export type TrackunitMethods = ReturnType<typeof createTrackunitMethods>;
