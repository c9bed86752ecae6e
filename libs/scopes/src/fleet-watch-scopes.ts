import { IrisScope } from './iris-scope.ts';

/**
 * What Fleet Watch asks an account for. The manifest, the token requests and the extension read this list and
 * no other. Who installs the app grants every required scope and may deny each optional one, so code that needs
 * an optional scope asks what was granted first.
 *
 * @see https://developers.trackunit.com — "App Tokens"
 */
export const fleetWatchScopes = {
  required: [IrisScope.AssetView],
  optional: [IrisScope.AccountAssetManage],
} as const;

/** A scope that Fleet Watch's manifest declares. */
export type FleetWatchScope = (typeof fleetWatchScopes)['required' | 'optional'][number];
