export { createTrackunit, type Trackunit } from './create-trackunit.ts';
export type { TrackunitOptions } from './trackunit-options.ts';
export type { TrackunitMethods } from './trackunit-methods.ts';
export { EmulatorError } from './emulator-error.ts';
export type { TrackunitEnv } from './env.ts';
export { createTrackunitFixture } from './testing/trackunit-fixture.ts';
export {
  createCallbackRecorder,
  type CallbackRecorder,
  type ReceivedMessage,
} from './testing/callback-recorder.ts';
export type { Fidelity } from './http/route.ts';
export type { Coverage, CoverageRow } from './matrix/coverage.ts';
export type { Gap } from './matrix/not-emulated.ts';
export { limits, type Limit } from './rest/limits.ts';
export { createSigningKeys, type SigningKeys, type StoredKey } from './keys/key-ring.ts';
export { choicesSchema, defaultChoices, type Choices } from './choices.ts';
export type { AssetSwitches } from './control/change-asset.ts';
export type { UserToken, UserTokenRequest } from './control/user-tokens.ts';
export type { Thresholds } from './fleet/truth.ts';
export { demoAccounts, demoAccountSeeds, type AccountSeed } from './fleet/demo-accounts.ts';
export type { AppSource } from './marketplace/apps.ts';
export type { IdentityRequest } from './marketplace/identity.ts';
export type { InstallRequest, UninstallRequest } from './marketplace/install-request.ts';
export { parseManifest, type Manifest } from './marketplace/manifest.ts';
export type {
  AccountSummary,
  ApiCallRecord,
  AppSummary,
  ClockStatus,
  DeliveryRecord,
  EmulatorEvent,
  ExtensionSummary,
  FleetTruth,
  InstallRecord,
  InstallResult,
  ScopeRequest,
  TokenRecord,
  TrueAsset,
  UserSummary,
} from './control/shapes.ts';
export type { FaultEffect, FaultRequest, FaultRule } from './faults/fault-rule.ts';
