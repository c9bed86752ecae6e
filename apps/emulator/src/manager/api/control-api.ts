import type {
  AccountSummary,
  ApiCallRecord,
  AppSummary,
  ClockStatus,
  DeliveryRecord,
  FleetTruth,
  InstallResult,
  TokenRecord,
} from '@fleet-watch/emulator';
import { ControlApiError } from './control-api-error.ts';

/** The token of a user for an app, as the emulator issues it. */
export interface UserToken {
  readonly token: string;
  readonly expiresInSeconds: number;
}

/** A rule that breaks answers on purpose; its members are the emulator's. */
export type FaultRule = Readonly<Record<string, unknown>> & { readonly id?: string };

/** What the Manager page asks of the emulator. The same process serves both, so the shapes are its own types. */
export interface ControlApi {
  accounts(): Promise<readonly AccountSummary[]>;
  apps(): Promise<readonly AppSummary[]>;
  deliveries(): Promise<readonly DeliveryRecord[]>;
  calls(): Promise<readonly ApiCallRecord[]>;
  tokens(): Promise<readonly TokenRecord[]>;
  truth(accountId: string): Promise<FleetTruth>;
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
  faults(): Promise<readonly FaultRule[]>;
  addFault(rule: FaultRule): Promise<FaultRule>;
  removeFault(id: string): Promise<void>;
  clearFaults(): Promise<void>;
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
    truth: (accountId) => send('GET', `truth/${encodeURIComponent(accountId)}`),
    userToken: (request) => send('POST', 'user-tokens', request),
    install: (request) => send('POST', 'installs', request),
    uninstall: (request) => send('DELETE', 'installs', request),
    faults: () => send('GET', 'faults'),
    addFault: (rule) => send('POST', 'faults', rule),
    removeFault: (id) => send('DELETE', `faults/${encodeURIComponent(id)}`),
    clearFaults: () => send('DELETE', 'faults'),
    clock: () => send('GET', 'clock'),
    setClock: (change) => send('POST', 'clock', change),
    reset: () => send('POST', 'reset'),
  };
}

function toError(status: number, text: string): ControlApiError {
  try {
    const { code, message } = JSON.parse(text) as { readonly code?: unknown; readonly message?: unknown };
    if (typeof code === 'string') return new ControlApiError(code, String(message ?? code));
  } catch {
    // Not the emulator's own error body: the status has to do.
  }
  return new ControlApiError('unexpected_answer', `The local Trackunit answered ${status}.`);
}
