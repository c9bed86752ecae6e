/**
 * INFERRED. Trackunit documents these extension points and the form of a scope entry, but no public source shows
 * their type names or `type` strings. Nothing outside this file guesses names of the manifest; when the real
 * package disagrees, this is the one file to change.
 *
 * @see https://developers.trackunit.com — "Extension points", "App Tokens"
 */
import type { AssetCondition, MenuItem } from './manifest.ts';

/** INFERRED name. One scope that the app asks for; an optional one can be denied when the app is installed. */
export interface IrisAppScope {
  readonly scope: string;
  readonly optional: boolean;
}

/** INFERRED name and `type`. A tab on an asset's page. */
export interface AssetHomeExtensionManifest {
  readonly id: string;
  readonly type: 'ASSET_HOME_EXTENSION';
  readonly sourceRoot: string;
  readonly menuItem: MenuItem;
  readonly conditions?: AssetCondition | readonly AssetCondition[];
}

/** INFERRED name and `type`. The app's settings in the App Library; who installs the app is sent here. */
export interface IrisAppSettingsExtensionManifest {
  readonly id: string;
  readonly type: 'IRIS_APP_SETTINGS_EXTENSION';
  readonly sourceRoot: string;
  readonly menuItem?: MenuItem;
}

/** INFERRED name and `type`. A page under Administration, for administrators only. */
export interface AdminExtensionManifest {
  readonly id: string;
  readonly type: 'ADMIN_EXTENSION';
  readonly sourceRoot: string;
  readonly menuItem: MenuItem;
}

/** INFERRED name and `type`. A tab on a site's page. */
export interface SiteHomeExtensionManifest {
  readonly id: string;
  readonly type: 'SITE_HOME_EXTENSION';
  readonly sourceRoot: string;
  readonly menuItem: MenuItem;
}

/** INFERRED name and `type`. A tab on a customer's page. */
export interface CustomerHomeExtensionManifest {
  readonly id: string;
  readonly type: 'CUSTOMER_HOME_EXTENSION';
  readonly sourceRoot: string;
  readonly menuItem: MenuItem;
}

/** Every extension manifest whose names are inferred. */
export type InferredExtensionManifest =
  | AssetHomeExtensionManifest
  | IrisAppSettingsExtensionManifest
  | AdminExtensionManifest
  | SiteHomeExtensionManifest
  | CustomerHomeExtensionManifest;
