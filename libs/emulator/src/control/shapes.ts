/**
 * What the control API under `/_emulator/` says and takes. The Manager page, tests and tools read these types;
 * the routes that answer with them are listed in this library's README. Every time is RFC 3339 in UTC.
 */

/** Somebody who can sign in to the emulator's Manager. */
export type UserSummary = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: 'Admin' | 'Fleet Admin' | 'User' | 'Technician';
  readonly language: string;
  readonly systemOfMeasurement: 'SI' | 'US';
};

/** One row of `GET /_emulator/accounts`. */
export type AccountSummary = {
  readonly accountId: string;
  readonly name: string;
  readonly users: readonly UserSummary[];
  readonly assetCount: number;
  /** Without IrisX the GraphQL endpoint answers Manager's HTML with 404. */
  readonly irisX: boolean;
};

/** One scope of a manifest, as the consent screen shows it. */
export type ScopeRequest = { readonly scope: string; readonly optional: boolean };

/** What an account agreed to; never holds the secret. */
export type InstallRecord = {
  readonly irisAppId: string;
  readonly accountId: string;
  readonly version: string;
  readonly clientId: string;
  readonly grantedScopes: readonly string[];
  readonly deniedScopes: readonly string[];
  readonly installedAt: string;
  /** Scopes that a newer version asks for, or requires now although they were denied. */
  readonly pendingScopes: readonly ScopeRequest[];
};

/** An extension as Manager's menus need it. */
export type ExtensionSummary = {
  readonly id: string;
  readonly type: string;
  readonly frameUrl: string;
  readonly menuItem?: { readonly name: string; readonly icon?: string };
  readonly header?: { readonly name: string; readonly icon?: string };
  readonly gridOptions?: Readonly<Record<string, number>>;
  readonly supportedLocations?: readonly string[];
  readonly conditions?: unknown;
};

/** One row of `GET /_emulator/apps`. */
export type AppSummary = {
  readonly irisAppId: string;
  readonly version: string;
  readonly name: string;
  readonly description: string;
  /** Path on `appsUrl` of the logo, or null. */
  readonly logoUrl: string | null;
  readonly scopes: readonly ScopeRequest[];
  readonly tokenCallbackUrl: string | null;
  /** Asked features of the iframe beyond Manager's own, from `cspHeader.sandbox`. */
  readonly sandbox: readonly string[];
  /** Value for the iframe's `allow` attribute, from `permissionsPolicy`; empty when the manifest has none. */
  readonly permissionsPolicy: string;
  readonly extensions: readonly ExtensionSummary[];
  readonly installs: readonly InstallRecord[];
  /** The manifest as it was read. */
  readonly manifest: unknown;
};

/** One attempt to reach an app's `tokenCallback`. The secret and the raw identity are never in it. */
export type DeliveryRecord = {
  readonly deliveryId: string;
  /** The same for every attempt to tell one event. */
  readonly messageId: string;
  readonly at: string;
  readonly irisAppId: string;
  readonly accountId: string;
  readonly type: string;
  /** From 1. */
  readonly attempt: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly identityClaims: Readonly<Record<string, unknown>>;
    readonly body: Readonly<Record<string, unknown>>;
  };
  readonly response: { readonly status: number; readonly body: string } | null;
  /** Why no answer came; null when one came. */
  readonly error: string | null;
  readonly delivered: boolean;
  readonly durationMs: number;
  /** When it is tried again, or null. */
  readonly retryAt: string | null;
};

/** Answer of `POST /_emulator/installs`. */
export type InstallResult = {
  /** The app has no `tokenCallback` (nothing to deliver), or its backend answered 2xx. */
  readonly delivered: boolean;
  /** The backend's status, or null when none came. */
  readonly status: number | null;
  readonly error: string | null;
  readonly install: InstallRecord | null;
  readonly delivery: DeliveryRecord | null;
};

/** One request that the emulator answered, newest last. */
export type ApiCallRecord = {
  readonly callId: number;
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** The route that answered, as in the coverage matrix; null when none is emulated. */
  readonly route: string | null;
  readonly status: number;
  readonly durationMs: number;
  readonly accountId: string | null;
  readonly clientId: string | null;
  /** Id of the fault rule that changed the answer, or null. */
  readonly faultId: string | null;
};

/** A token that was issued, decoded; never the token itself. */
export type TokenRecord = {
  readonly tokenId: string;
  readonly at: string;
  readonly kind: 'APP_INSTALL' | 'API_USER' | 'API_KEY' | 'USER';
  readonly accountId: string;
  readonly clientId: string;
  readonly userId: string | null;
  readonly scopes: readonly string[];
  readonly expiresAt: string;
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly revoked: boolean;
};

/** One message of `GET /_emulator/events` (server-sent events; `event:` is `type`, `data:` is the record). */
export type EmulatorEvent =
  | { readonly type: 'api-call'; readonly record: ApiCallRecord }
  | { readonly type: 'delivery'; readonly record: DeliveryRecord }
  | { readonly type: 'token'; readonly record: TokenRecord }
  | { readonly type: 'change'; readonly record: { readonly what: string; readonly at: string } };

/** Answer of `GET /_emulator/clock`. */
export type ClockStatus = {
  /** The wall clock, which tokens and the backend live by. */
  readonly now: string;
  /** How far the fleet's own time has run ahead of the wall clock, in seconds. */
  readonly aheadSeconds: number;
  /** How far the clock that tokens are issued by is wrong, in seconds. */
  readonly skewSeconds: number;
  /** Simulated seconds per second; 0 while paused. */
  readonly speed: number;
};

/** One row of `GET /_emulator/truth/:accountId`. */
export type TrueAsset = {
  readonly assetId: string;
  readonly name: string;
  readonly assetType: string;
  readonly lastSeenAt: string | null;
  readonly state: 'REPORTING' | 'SILENT' | 'NEVER_REPORTED';
};

/** Answer of `GET /_emulator/truth/:accountId?silentAfterHours=72&silentAfterHoursByAssetType=TOOL:336`. */
export type FleetTruth = {
  readonly accountId: string;
  readonly asOf: string;
  readonly silentAfterHours: number;
  readonly counts: {
    readonly total: number;
    readonly reporting: number;
    readonly silent: number;
    readonly neverReported: number;
  };
  readonly assets: readonly TrueAsset[];
};
