import { toAllowAttribute } from '../frame/frame-page.ts';
import type { App } from '../marketplace/apps.ts';
import { toInstallRecord } from '../marketplace/consent.ts';
import type { Platform } from '../platform.ts';
import type { AccountSummary, AppSummary, ClockStatus, ExtensionSummary } from './shapes.ts';

/** Accounts with their users. */
export const listAccounts = ({ accounts, findFleet }: Platform): readonly AccountSummary[] =>
  accounts().map(({ accountId, name, users, assetCount, irisX }) => ({
    accountId,
    name,
    users,
    assetCount: findFleet(accountId)?.size() ?? assetCount,
    irisX,
  }));

const toExtension = (app: App, extension: App['manifest']['extensions'][number], appsUrl: string) => {
  const { id, type, menuItem, header, gridOptions, supportedLocations, conditions } = extension;
  const summary = {
    id,
    type,
    frameUrl: `${appsUrl}/frame/${encodeURIComponent(app.irisAppId)}/${encodeURIComponent(id)}`,
    menuItem,
    header,
    gridOptions,
    supportedLocations,
    conditions,
  };
  return Object.fromEntries(
    Object.entries(summary).filter(([, value]) => value !== undefined),
  ) as unknown as ExtensionSummary;
};

const toAppSummary = (app: App, { state, urls }: Platform): AppSummary => {
  const { marketplace, cspHeader, scopes, tokenCallback, extensions, permissionsPolicy } = app.manifest;
  const logo = marketplace?.logoPath;
  return {
    irisAppId: app.irisAppId,
    version: app.version,
    name: marketplace?.name ?? app.irisAppId,
    description: marketplace?.description ?? '',
    logoUrl: logo === undefined ? null : `${urls.apps}/bundle/${encodeURIComponent(app.irisAppId)}/${logo}`,
    scopes: scopes.map(({ scope, optional }) => ({ scope, optional })),
    tokenCallbackUrl: tokenCallback?.url ?? null,
    sandbox: [cspHeader?.sandbox ?? []]
      .flat()
      .flatMap((text) => text.split(/\s+/))
      .filter((flag) => flag !== ''),
    permissionsPolicy: toAllowAttribute(permissionsPolicy),
    extensions: extensions.map((extension) => toExtension(app, extension, urls.apps)),
    installs: state
      .listInstalls()
      .filter(({ irisAppId }) => irisAppId === app.irisAppId)
      .map((install) => toInstallRecord(install, app)),
    manifest: app.raw,
  };
};

/** The marketplace as Manager's app library shows it. */
export const listApps = (platform: Platform): readonly AppSummary[] =>
  platform.apps.list().map((app) => toAppSummary(app, platform));

/** Where time stands. */
export const toClockStatus = ({ clock }: Platform): ClockStatus => ({
  now: new Date(clock.wallNowMs()).toISOString(),
  aheadSeconds: Math.round(clock.aheadMs() / 1000),
  skewSeconds: Math.round(clock.skewMs() / 1000),
  speed: clock.speed(),
});
