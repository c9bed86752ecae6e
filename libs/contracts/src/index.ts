/**
 * What crosses a wire between Fleet Watch's parts: schemas first, types inferred from them.
 *
 * Glossary, in Trackunit's words where Trackunit has one:
 *
 * - **account** — a customer of Trackunit; whoever installs the app. Named by `accountId`, a UUID.
 * - **asset** — anything with an identity in Trackunit: a machine, a vehicle, a tool with a tag.
 * - **Iris App** — an extension of Trackunit Manager; `irisAppId` looks like `@organization/app`.
 * - **install** — an account's consent. Trackunit sends the account's client id and secret to our callback once.
 * - **identity** — the signed JWT in the `Trackunit-Identity` header, which proves that Trackunit sent a message.
 * - **user token** — what Manager hands the extension; it says which account is looking.
 * - **scope** — a permission; required ones come with the install, optional ones can be denied.
 * - **sync** — one reading of one account's whole fleet.
 * - **silent** — an asset not heard from for longer than its threshold; *never reported*: not heard from at all.
 * - **transition** — an asset's change from one state to another, told once.
 */
export { accountSchema, type Account, type AccountStatus, accountStatuses } from './account.ts';
export { assetDetailSchema, assetRowSchema, type AssetDetail, type AssetRow } from './asset-row.ts';
export {
  assetsCsvQuerySchema,
  assetsQuerySchema,
  type AssetFilter,
  type AssetsCsvQuery,
  type AssetsQuery,
} from './assets-query.ts';
export { assetSortFields, type AssetSort } from './asset-sort.ts';
export { assetStates, assetStateSchema, type AssetState } from './asset-state.ts';
export { errorStatus, type ErrorCode } from './error-code.ts';
export { errorBodySchema, type ErrorBody, type Violation } from './error-body.ts';
export { fleetFacetsSchema, type FleetFacets } from './fleet-facets.ts';
export { fleetSummarySchema, type FleetSummary, type TrendDay } from './fleet-summary.ts';
export {
  installedMessageSchema,
  lifecycleMessageSchema,
  type InstalledMessage,
  type LifecycleMessage,
} from './install-message.ts';
export { isOrigin } from './origin.ts';
export { pageOf, pageQueryShape, toPage, type Page } from './page.ts';
export { defaultSettings, isWithoutCredentials, settingsSchema, type Settings } from './settings.ts';
export {
  syncSchema,
  syncsQuerySchema,
  syncStates,
  type Sync,
  type SyncsQuery,
  type SyncState,
} from './sync.ts';
export {
  fleetCountsSchema,
  thresholdsSchema,
  type FleetCountsPreview,
  type ThresholdsInput,
} from './threshold-preview.ts';
export { isStorableText } from './storable-text.ts';
export { transitionSchema, type Transition } from './transition.ts';
export {
  webhookEventSchema,
  webhookSecretSchema,
  webhookStatusSchema,
  webhookTestSchema,
  type WebhookEvent,
  type WebhookSecret,
  type WebhookStatus,
  type WebhookTest,
} from './webhook.ts';
