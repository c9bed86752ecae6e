import type { Tokens } from '../auth/tokens.ts';
import type { Choices } from '../choices.ts';
import type { EventLog } from '../control/event-log.ts';
import type { DeliveryRecord, InstallRecord, InstallResult } from '../control/shapes.ts';
import type { Install, State } from '../state/state.ts';
import { isProblem, type Problem } from '../problem.ts';
import type { App, Apps } from './apps.ts';
import { toDecided, toInstallRecord } from './consent.ts';
import type { Courier } from './courier.ts';
import {
  createAppFinder,
  notInstalled,
  type InstallRequest,
  type UninstallRequest,
} from './install-request.ts';
import { createTellApp } from './tell-app.ts';

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

const toResult = (install: InstallRecord | null, delivery: DeliveryRecord | null): InstallResult => ({
  delivered: delivery?.delivered ?? true,
  status: delivery?.response?.status ?? null,
  error: delivery?.error ?? null,
  install,
  delivery,
});

/** What a consent makes: the same credential as before where that is wanted, else a new one. */
const createInstallMaker = ({ state, choices, createClientId, createSecret, nowMs }: Options) => {
  const toCredential = ({ irisAppId, accountId, reuseCredential }: InstallRequest) => {
    const reuse = reuseCredential ?? choices().reinstallCredential === 'same';
    const before = state.findInstall(irisAppId, accountId) ?? state.findFormerInstall(irisAppId, accountId);
    if (reuse && before) return { clientId: before.clientId, clientSecret: before.clientSecret };
    return { clientId: createClientId(), clientSecret: createSecret() };
  };

  return (request: InstallRequest, app: App): Install => ({
    irisAppId: request.irisAppId,
    accountId: request.accountId,
    version: app.version,
    ...toCredential(request),
    ...toDecided(app, request.denyScopes ?? []),
    installedAt: new Date(nowMs()).toISOString(),
  });
};

/** Installing, upgrading and uninstalling apps, and telling the app of it. */
export const createInstalls = (options: Options) => {
  const { state, tokens, courier, log, choices, save } = options;
  const findApp = createAppFinder(options);
  const toInstall = createInstallMaker(options);
  const tell = createTellApp(options);

  /** Keeps what is true now before anybody is told, so that nobody holds a credential that a restart forgets. */
  const settle = async (): Promise<void> => {
    await save();
    log.addChange('installs');
  };
  /** A reset or an uninstall may come while an install is being kept; then there is nothing to tell. */
  const isGone = ({ irisAppId, accountId }: Install): boolean => !state.findInstall(irisAppId, accountId);

  return {
    /** Installs, or installs anew; resolves after the first attempt to tell the app. */
    install: async (request: InstallRequest): Promise<InstallResult | Problem> => {
      const app = findApp(request);
      if (isProblem(app)) return app;
      const before = state.findInstall(request.irisAppId, request.accountId);
      const install = toInstall(request, app);
      if (before && before.clientId !== install.clientId) tokens.revokeTokensOf(before.clientId);
      state.putInstall(install);
      await settle();
      if (isGone(install)) return notInstalled(request);
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
      if (!install) return notInstalled(request);
      const decided = toDecided(app, request.denyScopes ?? install.deniedScopes);
      const upgraded = { ...install, version: app.version, ...decided };
      state.putInstall(upgraded);
      await settle();
      if (isGone(upgraded)) return notInstalled(request);
      const delivery = choices().upgradeMessage === 'INSTALLED' ? await tell(upgraded, 'INSTALLED') : null;
      return toResult(toInstallRecord(upgraded, app), delivery);
    },
    uninstall: async (request: UninstallRequest): Promise<InstallResult | Problem> => {
      const { irisAppId, accountId } = request;
      const install = state.removeInstall(irisAppId, accountId);
      if (!install) return notInstalled(request);
      tokens.revokeTokensOf(install.clientId);
      courier.forget(irisAppId, accountId);
      await settle();
      const says = request.message ?? choices().uninstallMessage === 'UNINSTALLED';
      return toResult(null, says ? await tell(install, 'UNINSTALLED') : null);
    },
  };
};

/** See `createInstalls`. */
export type Installs = ReturnType<typeof createInstalls>;
