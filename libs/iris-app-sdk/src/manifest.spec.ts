import { expect, expectTypeOf, test } from 'vitest';
import type { FleetExtensionManifest, IrisAppExtensionManifest, IrisAppManifest } from './index.ts';
import { hostMethodNames, parseHostCall } from './index.ts';

test('a manifest of the documented form is a manifest', () => {
  const manifest = {
    specVersion: '1.1',
    moduleFederationName: '@acme/app',
    dependencies: {},
    installation: { accountIds: 'ALL_ACCOUNTS', pricingPlanPolicy: { ALL_PLANS: 'ON_DEMAND' } },
    marketplace: { showInMarketplace: false, name: 'App', description: 'An app', tags: [], categories: [] },
    scopes: [{ scope: 'asset.view', optional: false }],
    tokenCallback: { url: 'https://app.example.com/appinstall' },
    cspHeader: { 'connect-src': ['https://app.example.com'] },
    extensions: [
      { id: 'page', type: 'FLEET_EXTENSION', sourceRoot: 'src', menuItem: { name: 'App', icon: 'ChartBar' } },
    ],
  } as const satisfies IrisAppManifest;
  expect(manifest.extensions).toHaveLength(1);
  expectTypeOf<FleetExtensionManifest>().toExtend<IrisAppExtensionManifest>();
});

test('a call with arguments in another form is refused by name', () => {
  expect(() => parseHostCall('gotoAssetHome', [{ assetId: 'a-1' }])).toThrow(
    /gotoAssetHome\(\).*other arguments/,
  );
  expect(() => parseHostCall('addToast', [{ title: '' }])).toThrow(/addToast/);
  expect(() => parseHostCall('setRoute', ['x'.repeat(2_001)])).toThrow(/setRoute/);
});

test('an argument that is left out stays left out', () => {
  expect(parseHostCall('gotoAssetHome', ['a-1'])).toEqual(['a-1']);
  expect(parseHostCall('getRoute', [])).toEqual([]);
});

test('the host methods are those of this list, and no others', () => {
  expect([...hostMethodNames].sort()).toEqual([
    'addToast',
    'getAssetInfo',
    'getCurrentUserContext',
    'getEnvironmentContext',
    'getRoute',
    'getTokenContext',
    'gotoAssetHome',
    'gotoExtension',
    'hasAccessTo',
    'setRoute',
  ]);
});
