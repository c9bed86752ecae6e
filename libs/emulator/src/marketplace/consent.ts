import type { InstallRecord, ScopeRequest } from '../control/shapes.ts';
import type { Install } from '../state/state.ts';
import type { App } from './apps.ts';

/** Optional scopes, which an installer may deny. */
export const toOptional = (app: App): readonly string[] =>
  app.manifest.scopes.filter(({ optional }) => optional).map(({ scope }) => scope);

/** What a consent comes to: everything the app asks for now, but for optional scopes that are denied. */
export const toDecided = (app: App, denyScopes: readonly string[]) => {
  const denied = new Set(toOptional(app).filter((scope) => denyScopes.includes(scope)));
  const all = app.manifest.scopes.map(({ scope }) => scope);
  return {
    grantedScopes: all.filter((scope) => !denied.has(scope)),
    deniedScopes: all.filter((scope) => denied.has(scope)),
  };
};

/** Scopes that an app asks for now and that nobody decided on. Who denied a scope did not agree to require it. */
const toPending = (install: Install, app: App | undefined): readonly ScopeRequest[] =>
  (app?.manifest.scopes ?? [])
    .filter(
      ({ scope, optional }) =>
        !install.grantedScopes.includes(scope) && !(optional && install.deniedScopes.includes(scope)),
    )
    .map(({ scope, optional }) => ({ scope, optional }));

/** The install as people may see it. */
export const toInstallRecord = (install: Install, app: App | undefined): InstallRecord => {
  const { clientSecret: _secret, ...shown } = install;
  return { ...shown, pendingScopes: toPending(install, app) };
};
