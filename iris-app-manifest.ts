import type { IrisAppManifest } from '@trackunit/iris-app-sdk';
import { fleetWatchScopes } from '@fleet-watch/scopes';
import extensionPackage from './apps/extension/package.json' with { type: 'json' };
import { toPublicUrl } from './apps/extension/src/build/to-public-url.ts';
import assetTab from './apps/extension/src/manifests/fleet-watch-asset/extension-manifest.ts';
import fleetPage from './apps/extension/src/manifests/fleet-watch/extension-manifest.ts';
import settings from './apps/extension/src/manifests/fleet-watch-settings/extension-manifest.ts';
import widget from './apps/extension/src/manifests/fleet-watch-widget/extension-manifest.ts';

/** What the extension is built from, without this repository's own packages, which are bundled into it. */
const submittedDependencies = Object.fromEntries(
  Object.entries(extensionPackage.dependencies).filter(([, version]) => version !== '*'),
);

/**
 * What Trackunit reads: who may install Fleet Watch, what it asks for, where install messages go, what it shows.
 *
 * @param publicUrl the backend's origin, as Trackunit and browsers reach it
 * @see https://developers.trackunit.com — "Project structure", "App Tokens"
 */
export const createManifest = (publicUrl: string): IrisAppManifest => ({
  specVersion: '1.1',
  moduleFederationName: '@fleet-watch/fleet-watch',
  dependencies: submittedDependencies,
  devDependencies: {},
  validDomains: [],
  installation: { accountIds: 'ALL_ACCOUNTS', pricingPlanPolicy: { ALL_PLANS: 'ON_DEMAND' } },
  marketplace: {
    showInMarketplace: true,
    name: 'Fleet Watch',
    description: 'Which machines have gone quiet, since when, and is it getting better or worse?',
    fullDescriptionPath: 'apps/extension/marketplace/description.md',
    logoPath: 'apps/extension/marketplace/logo.svg',
    tags: ['fleet', 'telematics', 'monitoring'],
    categories: ['Fleet management'],
  },
  scopes: [
    ...fleetWatchScopes.required.map((scope) => ({ scope, optional: false })),
    ...fleetWatchScopes.optional.map((scope) => ({ scope, optional: true })),
  ],
  tokenCallback: { url: `${publicUrl}/appinstall` },
  cspHeader: { 'connect-src': [publicUrl] },
  // For the buttons that copy. `*` allows it whether Trackunit writes this as an iframe's `allow` or as a header.
  permissionsPolicy: { 'clipboard-write': ['*'] },
  customFieldDefinitions: [
    {
      type: 'STRING',
      entityType: 'ASSET',
      key: 'fleetWatchSilentSince',
      translations: [
        {
          language: 'en',
          title: 'Silent since',
          description: 'Since when Fleet Watch counts this asset as silent',
        },
        {
          language: 'da',
          title: 'Tavs siden',
          description: 'Hvornår Fleet Watch begyndte at regne aktivet for tavst',
        },
        {
          language: 'de',
          title: 'Stumm seit',
          description: 'Seit wann Fleet Watch dieses Objekt als stumm zählt',
        },
      ],
      uiEditable: false,
      uiVisible: true,
      scopeType: 'ACCOUNT',
    },
  ],
  extensions: [fleetPage, widget, assetTab, settings],
});

export default createManifest(toPublicUrl(process.env));
