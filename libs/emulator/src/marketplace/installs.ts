import type { Tokens } from '../auth/tokens.ts';
import type { Choices } from '../choices.ts';
import type { EventLog } from '../control/event-log.ts';
import type { DeliveryRecord, InstallRecord, InstallResult, ScopeRequest } from '../control/shapes.ts';
import type { Install, State } from '../state/state.ts';
import { isProblem, type Problem } from '../problem.ts';
import type { App, Apps } from './apps.ts';
import type { Courier } from './courier.ts';

/** What somebody decides on the consent screen. */
export type InstallRequest = {
  readonly irisAppId: string;
  readonly accountId: string;
  /** Optional scopes that are not granted; default none, and for an upgrade what was denied before. */
  readonly denyScopes?: readonly string[] | undefined;
  /** Hand over the credential of the install before, when there was one; default as the choices say. */
  readonly reuseCredential?: boolean | undefined;
};

/** What an uninstall tells. */
export type UninstallRequest = {
  readonly irisAppId: string;
  readonly accountId: string;
  /** Send `UNINSTALLED`; default as the choices say. */
  readonly message?: boolean | undefined;
};

type Options = {
  readonly apps: Apps;
  readonly state: State;
  readonly tokens: Tokens;
  readonly courier: Courier;
  readonly log: EventLog;
  readonly choices: () => Choices;
  readonly hasAccount: (accountId: string) => boolean;
  readonly createClientId: () => string;
  readonly createSecret: () => string;
  readonly nowMs: () => number;
  readonly save: () => Promise<void>;
};

const notFound = (code: string, message: string): Problem => ({ status: 404, code, message });

const notInstalled = (irisAppId: string, accountId: string): Problem =>
  notFound('not_installed', `${irisAppId} is not installed for ${accountId}`);

/** Scopes that an app asks for now and that nobody decided on. Who denied a scope did not agree to require it. */
const toPending = (install: Install, app: App | undefined): readonly ScopeRequest[] =>
  (app?.manifest.scopes ?? [])
    .filter(
      ({ scope, optional }) =>
        !install.grantedScopes.includes(scope) && !(optional && install.deniedScopes.includes(scope)),
    )
    .map(({ scope, optional }) => ({ scope, optional }));

const toOptional = (app: App): readonly string[] =>
  app.manifest.scopes.filter(({ optional }) => optional).map(({ scope }) => scope);

/** What a consent comes to: everything the app asks for now, but for optional scopes that are denied. */
const toDecided = (app: App, denyScopes: readonly string[]) => {
  const denied = new Set(toOptional(app).filter((scope) => denyScopes.includes(scope)));
  const all = app.manifest.scopes.map(({ scope }) => scope);
  return {
    grantedScopes: all.filter((scope) => !denied.has(scope)),
    deniedScopes: all.filter((scope) => denied.has(scope)),
  };
};

/** The install as people may see it. */
export const toInstallRecord = (install: Install, app: App | undefined): InstallRecord => {
  const { clientSecret: _secret, ...shown } = install;
  return { ...shown, pendingScopes: toPending(install, app) };
};

/** Installing, upgrading and uninstalling apps, and telling the app of it. */
export const createInstalls = (options: Options) => {
  const { apps, state, tokens, courier, log, choices, save } = options;

  /** The app that a request is for, or why it cannot be done. */
  const findApp = ({ irisAppId, accountId, denyScopes = [] }: InstallRequest): App | Problem => {
    const app = apps.find(irisAppId);
    if (!app) {
      const known = apps.list().map((one) => one.irisAppId);
      const there = known.length === 0 ? 'there is none yet' : `there are ${known.join(', ')}`;
      return notFound('unknown_app', `No app ${irisAppId}: ${there}; start the emulator with its manifest`);
    }
    if (!options.hasAccount(accountId)) {
      return notFound('unknown_account', `No account ${accountId}; see GET /_emulator/accounts`);
    }
    const optional = toOptional(app);
    const required = denyScopes.find((scope) => !optional.includes(scope));
    if (required === undefined) return app;
    const message = `${required} is no optional scope of the manifest, so it cannot be denied`;
    return { status: 400, code: 'scope_not_optional', message };
  };

  const toCredential = ({ irisAppId, accountId, reuseCredential }: InstallRequest) => {
    const reuse = reuseCredential ?? choices().reinstallCredential === 'same';
    const before = state.findInstall(irisAppId, accountId) ?? state.findFormerInstall(irisAppId, accountId);
    if (reuse && before) return { clientId: before.clientId, clientSecret: before.clientSecret };
    return { clientId: options.createClientId(), clientSecret: options.createSecret() };
  };

  const toInstall = (request: InstallRequest, app: App): Install => ({
    irisAppId: request.irisAppId,
    accountId: request.accountId,
    version: app.version,
    ...toCredential(request),
    ...toDecided(app, request.denyScopes ?? []),
    installedAt: new Date(options.nowMs()).toISOString(),
  });

  const tell = async (install: Install, type: string): Promise<DeliveryRecord | null> => {
    const url = apps.find(install.irisAppId)?.manifest.tokenCallback?.url;
    if (url === undefined) return null;
    const { irisAppId, accountId, clientId, clientSecret } = install;
    const body =
      type === 'INSTALLED'
        ? { type, irisAppId, accountId, clientId, clientSecret }
        : { type, irisAppId, accountId };
    return courier.deliver({ irisAppId, accountId, url, body });
  };

  const toResult = (install: InstallRecord | null, delivery: DeliveryRecord | null): InstallResult => ({
    delivered: delivery?.delivered ?? true,
    status: delivery?.response?.status ?? null,
    error: delivery?.error ?? null,
    install,
    delivery,
  });

  return {
    /** Installs, or installs anew; resolves after the first attempt to tell the app. */
    install: async (request: InstallRequest): Promise<InstallResult | Problem> => {
      const app = findApp(request);
      if (isProblem(app)) return app;
      const before = state.findInstall(request.irisAppId, request.accountId);
      const install = toInstall(request, app);
      if (before && before.clientId !== install.clientId) tokens.revokeClient(before.clientId);
      tokens.reviveClient(install.clientId);
      state.putInstall(install);
      // The credential is kept before it is told, so that nobody holds one that a restart forgets.
      await save();
      log.addChange('installs');
      return toResult(toInstallRecord(install, app), await tell(install, 'INSTALLED'));
    },
    /**
     * Moves an install to the app's newest version; what it newly asks for is granted unless denied. A new choice
     * takes the place of the one before, so that a scope once denied can be granted.
     */
    upgrade: async (request: InstallRequest): Promise<InstallResult | Problem> => {
      const app = findApp(request);
      if (isProblem(app)) return app;
      const install = state.findInstall(request.irisAppId, request.accountId);
      if (!install) return notInstalled(request.irisAppId, request.accountId);
      const decided = toDecided(app, request.denyScopes ?? install.deniedScopes);
      const upgraded = { ...install, version: app.version, ...decided };
      state.putInstall(upgraded);
      await save();
      log.addChange('installs');
      const delivery = choices().upgradeMessage === 'INSTALLED' ? await tell(upgraded, 'INSTALLED') : null;
      return toResult(toInstallRecord(upgraded, app), delivery);
    },
    uninstall: async (request: UninstallRequest): Promise<InstallResult | Problem> => {
      const { irisAppId, accountId } = request;
      const install = state.removeInstall(irisAppId, accountId);
      if (!install) return notInstalled(irisAppId, accountId);
      tokens.revokeClient(install.clientId);
      courier.forget(irisAppId, accountId);
      await save();
      log.addChange('installs');
      const says = request.message ?? choices().uninstallMessage === 'UNINSTALLED';
      return toResult(null, says ? await tell(install, 'UNINSTALLED') : null);
    },
  };
};

/** See `createInstalls`. */
export type Installs = ReturnType<typeof createInstalls>;
