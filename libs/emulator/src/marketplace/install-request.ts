import type { Problem } from '../problem.ts';
import type { App, Apps } from './apps.ts';
import { toOptional } from './consent.ts';

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

type Options = { readonly apps: Apps; readonly hasAccount: (accountId: string) => boolean };

const notFound = (code: string, message: string): Problem => ({ status: 404, code, message });

/** Why there is nothing to upgrade or to uninstall. */
export const notInstalled = ({ irisAppId, accountId }: UninstallRequest): Problem =>
  notFound('not_installed', `${irisAppId} is not installed for ${accountId}`);

/** Finds the app that a request is for, or why it cannot be done. */
export const createAppFinder =
  ({ apps, hasAccount }: Options) =>
  ({ irisAppId, accountId, denyScopes = [] }: InstallRequest): App | Problem => {
    const app = apps.find(irisAppId);
    if (!app) {
      const known = apps.list().map((one) => one.irisAppId);
      const there = known.length === 0 ? 'there is none yet' : `there are ${known.join(', ')}`;
      return notFound('unknown_app', `No app ${irisAppId}: ${there}; start the emulator with its manifest`);
    }
    if (!hasAccount(accountId)) {
      return notFound('unknown_account', `No account ${accountId}; see GET /_emulator/accounts`);
    }
    const optional = toOptional(app);
    const required = denyScopes.find((scope) => !optional.includes(scope));
    if (required === undefined) return app;
    const message = `${required} is no optional scope of the manifest, so it cannot be denied`;
    return { status: 400, code: 'scope_not_optional', message };
  };
