import type { InferredExtensionManifest, IrisAppScope } from './manifest-inferred.ts';

/**
 * What Trackunit reads about an Iris App: who may install it, what it asks for and which extensions it brings.
 * Types only: importing this module loads nothing at run time.
 *
 * Stands in for `IrisAppManifest` of `@trackunit/iris-app-api`.
 * @see https://developers.trackunit.com — "Project structure", "Marketplace configuration", "App Tokens"
 */
export interface IrisAppManifest {
  readonly specVersion: '1.1';
  /** `@organization/app`; doubles as the `irisAppId` of the install callback. */
  readonly moduleFederationName: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly validDomains?: readonly string[];
  readonly installation: IrisAppInstallation;
  readonly marketplace: IrisAppMarketplace;
  /** What the app asks for. Who installs it may deny each optional scope. */
  readonly scopes?: readonly IrisAppScope[];
  /** Where Trackunit posts an install's credentials. */
  readonly tokenCallback?: { readonly url: string };
  readonly cspHeader?: IrisAppCspHeader;
  /** Browser features of the extension's iframe, as in an iframe's `allow`. INFERRED: a record of feature and sources. */
  readonly permissionsPolicy?: Readonly<Record<string, readonly string[]>>;
  readonly customFieldDefinitions?: readonly CustomFieldDefinition[];
  readonly extensions: readonly IrisAppExtensionManifest[];
}

/**
 * Who may install the app, and how it comes to an account.
 * @see https://developers.trackunit.com — "Marketplace configuration"
 */
export interface IrisAppInstallation {
  readonly accountIds: 'ALL_ACCOUNTS' | readonly string[];
  readonly excludeAccountIds?: readonly string[];
  readonly allowOrganizationIds?: readonly string[];
  readonly pricingPlanPolicy: Readonly<Partial<Record<PricingPlan, InstallationPolicy>>>;
}

/**
 * How an app comes to an account. INFERRED: an app that is preinstalled is announced to `tokenCallback` without that
 * anybody clicks.
 */
export type InstallationPolicy =
  | 'PERMANENT'
  | 'PREINSTALLED'
  | 'ON_DEMAND'
  | 'PREINSTALLED_REQUIRES_APPROVAL'
  | 'ON_DEMAND_REQUIRES_APPROVAL';

/** A Trackunit plan that an installation policy can name. */
export type PricingPlan = 'EXPLORE' | 'EVOLVE' | 'EXPAND' | 'LINK' | 'LIFT' | 'LEAP' | 'ALL_PLANS';

/**
 * How the app looks in the App Library.
 * @see https://developers.trackunit.com — "Marketplace configuration"
 */
export interface IrisAppMarketplace {
  readonly showInMarketplace: boolean;
  readonly name: string;
  readonly description: string;
  readonly fullDescriptionPath?: string;
  readonly logoPath?: string;
  readonly assets?: readonly (
    { readonly type: 'IMAGE'; readonly path: string } | { readonly type: 'VIDEO'; readonly url: string }
  )[];
  readonly tags?: readonly string[];
  readonly categories?: readonly string[];
}

/** Directives added to the frame's content security policy; `sandbox` asks for extra iframe sandbox flags. */
export interface IrisAppCspHeader {
  readonly 'connect-src'?: readonly string[];
  readonly 'font-src'?: readonly string[];
  readonly 'frame-src'?: readonly string[];
  readonly 'img-src'?: readonly string[];
  readonly 'media-src'?: readonly string[];
  readonly 'script-src'?: readonly string[];
  readonly 'style-src'?: readonly string[];
  readonly 'worker-src'?: readonly string[];
  readonly sandbox?: readonly string[];
}

/**
 * A custom field that the app owns; it comes to life when a version is approved.
 * @see https://developers.trackunit.com — "Defining a custom field"
 */
export interface CustomFieldDefinition {
  readonly type:
    | 'BOOLEAN'
    | 'DATE'
    | 'DROPDOWN'
    | 'EMAIL'
    | 'NUMBER'
    | 'PHONE_NUMBER'
    | 'STRING'
    | 'WEB_ADDRESS'
    | 'JSON'
    | 'MONETARY';
  readonly entityType: 'ASSET' | 'ACCOUNT' | 'GROUP' | 'SITE';
  readonly key: string;
  readonly translations: readonly {
    readonly language: string;
    readonly title: string;
    readonly description?: string;
  }[];
  readonly uiEditable: boolean;
  readonly uiVisible: boolean;
  /** The real package exports an enum `ScopeType`; `ScopeType.ACCOUNT` has this value. */
  readonly scopeType: 'ACCOUNT' | 'GLOBAL';
}

/** An entry of Manager's menu. `icon` is a name such as `ChartBar`. */
export interface MenuItem {
  readonly name: string;
  readonly icon?: string;
}

/** Shows the extension only where an asset of the fleet matches. */
export interface AssetCondition {
  readonly brand?: string;
  readonly model?: string;
  readonly requiredCustomField?: { readonly customFieldKey: string; readonly requiredValue?: string };
}

/** A page of its own in Manager's main menu. Stands in for the type of that name in `@trackunit/iris-app-api`. */
export interface FleetExtensionManifest {
  readonly id: string;
  readonly type: 'FLEET_EXTENSION';
  readonly sourceRoot: string;
  readonly menuItem: MenuItem;
  readonly conditions?: AssetCondition | readonly AssetCondition[];
}

/** A tile of a home page. Sizes are in cells of the home page's grid. */
export interface WidgetExtensionManifest {
  readonly id: string;
  readonly type: 'WIDGET_EXTENSION';
  readonly sourceRoot: string;
  readonly header: MenuItem;
  readonly gridOptions?: {
    readonly minW?: number;
    readonly minH?: number;
    readonly maxW?: number;
    readonly maxH?: number;
  };
  readonly supportedLocations?: readonly string[];
}

/** A report; `main` is the path of a Jasper report. */
export interface ReportExtensionManifest {
  readonly id: string;
  readonly type: 'REPORT_EXTENSION';
  readonly main: string;
}

/** Every extension a manifest can carry: the three confirmed ones and those whose names are inferred. */
export type IrisAppExtensionManifest =
  FleetExtensionManifest | WidgetExtensionManifest | ReportExtensionManifest | InferredExtensionManifest;
