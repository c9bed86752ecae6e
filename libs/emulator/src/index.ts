export { createTrackunit, type Trackunit, type TrackunitOptions } from './create-trackunit.ts';
export { EmulatorError } from './emulator-error.ts';
export type { TrackunitEnv } from './env.ts';
export { createTrackunitFixture } from './testing/trackunit-fixture.ts';
export {
  createCallbackRecorder,
  type CallbackRecorder,
  type ReceivedMessage,
} from './testing/callback-recorder.ts';
export type { Coverage, CoverageRow } from './matrix/coverage.ts';
export { limits, type Limit } from './rest/limits.ts';
export { createSigningKeys, type SigningKeys } from './keys/key-ring.ts';
export { choicesSchema, defaultChoices, type Choices } from './choices.ts';
export { demoAccounts, demoAccountSeeds, type AccountSeed } from './fleet/demo-accounts.ts';
export type { AppSource } from './marketplace/apps.ts';
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
