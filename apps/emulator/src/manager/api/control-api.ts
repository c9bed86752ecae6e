import type {
  AccountSummary,
  ApiCallRecord,
  AppSummary,
  Choices,
  ClockStatus,
  Coverage,
  DeliveryRecord,
  FaultRequest,
  FaultRule,
  FleetTruth,
  InstallResult,
  TokenRecord,
} from '@fleet-watch/emulator';
import { ControlApiError } from './control-api-error.ts';
import type { ApiKey, ApiUser, AssetDetail, Scenario } from './control-shapes.ts';

/** The token of a user for an app, as the emulator issues it. */
export interface UserToken {
  readonly token: string;
  readonly expiresInSeconds: number;
}

/** What the Manager page asks of the emulator. The same process serves both, so the shapes are its own types. */
export interface ControlApi {
  accounts(): Promise<readonly AccountSummary[]>;
  apps(): Promise<readonly AppSummary[]>;
  deliveries(): Promise<readonly DeliveryRecord[]>;
  calls(): Promise<readonly ApiCallRecord[]>;
  tokens(): Promise<readonly TokenRecord[]>;
  /** Without assets only the counts are asked for: a fleet can have a million. */
  truth(accountId: string, withAssets: boolean): Promise<FleetTruth>;
  userToken(request: { readonly userId: string; readonly irisAppId: string }): Promise<UserToken>;
  install(request: {
    readonly irisAppId: string;
    readonly accountId: string;
    readonly denyScopes: readonly string[];
    readonly reuseCredential?: boolean;
  }): Promise<InstallResult>;
  uninstall(request: {
    readonly irisAppId: string;
    readonly accountId: string;
    readonly message: boolean;
  }): Promise<InstallResult>;
  redeliver(messageId: string): Promise<unknown>;
  revokeToken(tokenId: string): Promise<void>;
  asset(accountId: string, assetId: string): Promise<AssetDetail>;
  changeAsset(
    accountId: string,
    assetId: string,
    change: { readonly unplugged?: boolean; readonly hidden?: boolean },
  ): Promise<AssetDetail>;
  upgrade(request: {
    readonly irisAppId: string;
    readonly accountId: string;
    readonly denyScopes: readonly string[];
  }): Promise<InstallResult>;
  choices(): Promise<Choices>;
  choose(patch: Partial<Choices>): Promise<Choices>;
  coverage(): Promise<Coverage>;
  faults(): Promise<readonly FaultRule[]>;
  addFault(rule: FaultRequest): Promise<FaultRule>;
  removeFault(id: string): Promise<void>;
  clearFaults(): Promise<void>;
  scenarios(): Promise<readonly Scenario[]>;
  runScenario(request: { readonly name: string; readonly accountId?: string }): Promise<unknown>;
  apiUsers(): Promise<readonly ApiUser[]>;
  addApiUser(request: { readonly accountId: string; readonly username: string }): Promise<ApiUser>;
  apiKeys(): Promise<readonly ApiKey[]>;
  addApiKey(request: {
    readonly accountId: string;
    readonly name: string;
    readonly scopes: readonly string[];
  }): Promise<ApiKey>;
  removeCredential(clientId: string): Promise<void>;
  clock(): Promise<ClockStatus>;
  setClock(change: { readonly speed?: number; readonly jumpSeconds?: number }): Promise<ClockStatus>;
  reset(): Promise<void>;
}

/** Speaks the control API under `/_emulator/`. Every call rejects with a `ControlApiError`. */
export function createControlApi(dependencies: { readonly fetch: typeof fetch }): ControlApi {
  const send = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await dependencies
      .fetch(`/_emulator/${path}`, {
        method,
        ...(body !== undefined && {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      })
      .catch(() => {
        throw new ControlApiError('emulator_unreachable', 'The local Trackunit does not answer.');
      });
    const text = await response.text();
    if (!response.ok) throw toError(response.status, text);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
  return {
    accounts: () => send('GET', 'accounts'),
    apps: () => send('GET', 'apps'),
    deliveries: () => send('GET', 'deliveries'),
    calls: () => send('GET', 'calls'),
    tokens: () => send('GET', 'tokens'),
    truth: (accountId, withAssets) =>
      send('GET', `truth/${encodeURIComponent(accountId)}${withAssets ? '' : '?assets=false'}`),
    userToken: (request) => send('POST', 'user-tokens', request),
    install: (request) => send('POST', 'installs', request),
    uninstall: (request) => send('DELETE', 'installs', request),
    redeliver: (messageId) => send('POST', `deliveries/${encodeURIComponent(messageId)}/repeat`),
    revokeToken: (tokenId) => send('DELETE', `tokens/${encodeURIComponent(tokenId)}`),
    asset: (accountId, assetId) => send('GET', toAssetPath(accountId, assetId)),
    changeAsset: (accountId, assetId, change) => send('POST', toAssetPath(accountId, assetId), change),
    upgrade: (request) => send('POST', 'upgrades', request),
    choices: () => send('GET', 'choices'),
    choose: (patch) => send('PATCH', 'choices', patch),
    coverage: () => send('GET', 'coverage'),
    faults: () => send('GET', 'faults'),
    addFault: (rule) => send('POST', 'faults', rule),
    removeFault: (id) => send('DELETE', `faults/${encodeURIComponent(id)}`),
    clearFaults: () => send('DELETE', 'faults'),
    scenarios: () => send('GET', 'scenarios'),
    runScenario: (request) => send('POST', 'scenarios', request),
    apiUsers: () => send('GET', 'api-users'),
    addApiUser: (request) => send('POST', 'api-users', request),
    apiKeys: () => send('GET', 'api-keys'),
    addApiKey: (request) => send('POST', 'api-keys', request),
    removeCredential: (clientId) => send('DELETE', `credentials/${encodeURIComponent(clientId)}`),
    clock: () => send('GET', 'clock'),
    setClock: (change) => send('POST', 'clock', change),
    reset: () => send('POST', 'reset'),
  };
}

const toAssetPath = (accountId: string, assetId: string) =>
  `assets/${encodeURIComponent(accountId)}/${encodeURIComponent(assetId)}`;

function toError(status: number, text: string): ControlApiError {
  try {
    const { code, message } = JSON.parse(text) as { readonly code?: unknown; readonly message?: unknown };
    if (typeof code === 'string') return new ControlApiError(code, String(message ?? code));
  } catch {
    // Not the emulator's own error body: the status has to do.
  }
  return new ControlApiError('unexpected_answer', `The local Trackunit answered ${status}.`);
}
