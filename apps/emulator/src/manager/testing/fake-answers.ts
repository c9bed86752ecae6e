import type { AccountSummary, AppSummary, Choices, InstallRecord, UserSummary } from '@fleet-watch/emulator';
import type { ControlApi } from '../api/control-api.ts';

const freja: UserSummary = {
  userId: 'freja',
  name: 'Freja Lindholm',
  email: 'freja@nordhavn.example',
  role: 'Admin',
  language: 'da',
  systemOfMeasurement: 'SI',
};

/** A small account, in the form in which the emulator lists it. */
export const nordhavn: AccountSummary = {
  accountId: '6b0f6c1e-9a53-4d2e-8d56-0f6f3a1c7e01',
  name: 'Nordhavn Rental',
  assetCount: 3,
  irisX: true,
  users: [
    freja,
    {
      userId: 'mads',
      name: 'Mads Brandt',
      email: 'mads@nordhavn.example',
      role: 'User',
      language: 'en',
      systemOfMeasurement: 'US',
    },
  ],
};

/** A second account, which must never see what belongs to the first. */
export const alpine: AccountSummary = {
  ...nordhavn,
  accountId: '2f7c0b9a-3f0d-4a61-9c3f-5f1e8b2d4a02',
  name: 'Alpine Access',
  users: [{ ...freja, userId: 'laura', name: 'Laura Gruber', language: 'de' }],
};

const appsOrigin = 'http://apps.example.com';
const frame = (id: string) => `${appsOrigin}/frame/%40acme%2Fapp/${id}`;

/** An app with one extension of each kind. */
export const acmeApp: AppSummary = {
  irisAppId: '@acme/app',
  version: '1.2.3',
  name: 'Acme',
  description: 'What Acme does',
  logoUrl: null,
  scopes: [
    { scope: 'asset.view', optional: false },
    { scope: 'account.asset.manage', optional: true },
  ],
  tokenCallbackUrl: 'http://backend.example.com/appinstall',
  sandbox: ['allow-forms'],
  permissionsPolicy: 'geolocation',
  installs: [],
  manifest: {},
  extensions: [
    { id: 'page', type: 'FLEET_EXTENSION', frameUrl: frame('page'), menuItem: { name: 'Acme page' } },
    { id: 'tab', type: 'ASSET_HOME_EXTENSION', frameUrl: frame('tab'), menuItem: { name: 'Acme tab' } },
    { id: 'widget', type: 'WIDGET_EXTENSION', frameUrl: frame('widget'), header: { name: 'Acme widget' } },
    { id: 'settings', type: 'IRIS_APP_SETTINGS_EXTENSION', frameUrl: frame('settings') },
  ],
};

/** What an account agreed to. */
export const toInstall = (accountId: string, deniedScopes: readonly string[] = []): InstallRecord => ({
  irisAppId: acmeApp.irisAppId,
  accountId,
  version: acmeApp.version,
  clientId: '0oaAcme',
  grantedScopes: ['asset.view', 'account.asset.manage'].filter((scope) => !deniedScopes.includes(scope)),
  deniedScopes,
  installedAt: '2026-11-22T08:00:00Z',
  pendingScopes: [],
});

/** A few of the emulator's choices: the page shows whatever there is. */
const defaultChoices = { uninstallMessage: 'none', deniedScopes: 'drop' } as Choices;

/** Assets as `truth` tells them. */
export const trueAssets = ['Crane 1', 'Crane 2', 'Drill 3'].map((name, index) => ({
  assetId: `asset-${index + 1}`,
  name,
  assetType: 'MACHINE',
  lastSeenAt: index === 2 ? null : '2026-11-22T07:30:00Z',
  state: (['REPORTING', 'SILENT', 'NEVER_REPORTED'] as const)[index] ?? 'REPORTING',
}));

type Answers<Name extends keyof ControlApi> = Pick<ControlApi, Name>;

const createMarketplace = (
  first: readonly InstallRecord[],
): Answers<'apps' | 'install' | 'upgrade' | 'uninstall' | 'deliveries' | 'redeliver'> => {
  let installs = first;
  const result = (install: InstallRecord | null) => ({
    delivered: true,
    status: 204,
    error: null,
    install,
    delivery: null,
  });
  return {
    apps: async () => [{ ...acmeApp, installs }],
    async install({ accountId, denyScopes }) {
      const install = toInstall(accountId, denyScopes);
      installs = [...installs.filter((other) => other.accountId !== accountId), install];
      return result(install);
    },
    upgrade: async () => result(null),
    async uninstall({ accountId }) {
      installs = installs.filter((install) => install.accountId !== accountId);
      return result(null);
    },
    deliveries: async () => [],
    redeliver: async () => undefined,
  };
};

const fleet: Answers<'accounts' | 'truth' | 'asset' | 'changeAsset' | 'clock' | 'setClock' | 'reset'> = {
  accounts: async () => [nordhavn, alpine],
  truth: async (accountId) => ({
    accountId,
    asOf: '2026-11-22T08:00:00Z',
    silentAfterHours: 72,
    counts: { total: 3, reporting: 1, silent: 1, neverReported: 1 },
    assets: trueAssets,
  }),
  asset: async (_accountId, assetId) => toDetail(assetId),
  changeAsset: async (_accountId, assetId) => toDetail(assetId),
  clock: async () => ({ now: '2026-11-22T08:00:00Z', aheadSeconds: 0, skewSeconds: 0, speed: 1 }),
  setClock: async () => ({ now: '2026-11-22T08:00:00Z', aheadSeconds: 0, skewSeconds: 0, speed: 0 }),
  reset: async () => undefined,
};

const trust: Answers<
  | 'userToken'
  | 'tokens'
  | 'revokeToken'
  | 'apiUsers'
  | 'addApiUser'
  | 'apiKeys'
  | 'addApiKey'
  | 'removeCredential'
> = {
  userToken: async ({ userId }) => ({ token: `token-of-${userId}-that-is-long`, expiresInSeconds: 1_200 }),
  tokens: async () => [],
  revokeToken: async () => undefined,
  apiUsers: async () => [],
  addApiUser: async (user) => ({
    ...user,
    userId: 'u',
    clientId: '0oaUser',
    clientSecret: 's1',
    password: 'p1',
  }),
  apiKeys: async () => [],
  addApiKey: async (key) => ({ ...key, clientId: '0oaKey', clientSecret: 's2' }),
  removeCredential: async () => undefined,
};

const tools: Answers<
  | 'calls'
  | 'choices'
  | 'choose'
  | 'coverage'
  | 'faults'
  | 'addFault'
  | 'removeFault'
  | 'clearFaults'
  | 'scenarios'
  | 'runScenario'
> = {
  calls: async () => [],
  choices: async () => defaultChoices,
  choose: async (patch) => ({ ...defaultChoices, ...patch }),
  coverage: async () => ({
    notEmulated: [{ what: 'AEMP feeds', why: 'XML by default' }],
    routes: [
      {
        route: 'POST /apptoken',
        fidelity: 'documented',
        source: 'App Tokens',
        scopes: null,
        test: 'a.spec.ts',
      },
      { route: 'GET /_emulator/apps', fidelity: 'ours', source: 'README', scopes: null, test: 'b.spec.ts' },
    ],
  }),
  faults: async () => [],
  addFault: async () => ({
    id: 'fault-1',
    route: '*',
    effect: { kind: 'reset' },
    hits: 0,
    probability: 1,
  }),
  removeFault: async () => undefined,
  clearFaults: async () => undefined,
  scenarios: async () => [
    { name: 'Monday 503 storm', description: 'Six of ten calls answer 503.', concerns: 'accounts' },
    { name: 'Key server down', description: 'Both key sets answer 503.', concerns: 'everybody' },
  ],
  runScenario: async () => undefined,
};

/** What an emulator with two accounts answers: their fleets never change, what they installed does. */
export const createAnswers = (installs: readonly InstallRecord[]): ControlApi => ({
  ...createMarketplace(installs),
  ...fleet,
  ...trust,
  ...tools,
});

const toDetail = (assetId: string) => ({
  assetId,
  name: trueAssets.find((asset) => asset.assetId === assetId)?.name ?? assetId,
  brand: 'JLG',
  model: '860SJ',
  serialNumber: 'SN-1',
  assetType: 'MACHINE',
  type: 'Boom lift',
  productionYear: 2020,
  latitude: 55.7,
  longitude: 12.6,
  lastSeenAt: '2026-11-22T07:30:00Z',
  activity: 'WORKING',
  unplugged: false,
  hidden: false,
  customFields: [{ id: 'value-1', value: { type: 'STRING', stringValue: '2026-11-20' } }],
});
