import { demoAccounts, demoAccountSeeds, type AccountSeed } from '@fleet-watch/emulator';

type Company = Pick<AccountSeed, 'accountId' | 'name' | 'assetCount' | 'mix'> & { readonly admin: string };

/** The companies that a screen can be of, each in a state of its own. `prepareAccounts` brings the states about. */
const companies = {
  /** Installed; Trackunit shows it no machine. */
  empty: { accountId: '8d1f0c52-6b07-4f5e-9a41-0c7d5e2b1a01', name: 'Holm & Datter', assetCount: 0 },
  /** Installed a moment ago, and large enough that the first sync takes minutes. */
  firstSync: {
    accountId: '8d1f0c52-6b07-4f5e-9a41-0c7d5e2b1a02',
    name: 'Baltic Lift Group',
    assetCount: 20_000,
  },
  /** Installed; Trackunit lets nobody read its fleet. */
  firstSyncFailed: {
    accountId: '8d1f0c52-6b07-4f5e-9a41-0c7d5e2b1a03',
    name: 'Fjordkran',
    assetCount: 40,
  },
  /** Its secret was rotated behind the app's back. */
  suspended: {
    accountId: '8d1f0c52-6b07-4f5e-9a41-0c7d5e2b1a04',
    name: 'Weser Arbeitsbühnen',
    assetCount: 120,
  },
  /** Installed without the permission to change assets. */
  scopeDenied: {
    accountId: '8d1f0c52-6b07-4f5e-9a41-0c7d5e2b1a05',
    name: 'Jura Location',
    assetCount: 80,
  },
  /** Installed with every permission; a screen takes one back. */
  scopeWithdrawn: {
    accountId: '8d1f0c52-6b07-4f5e-9a41-0c7d5e2b1a06',
    name: 'Skagen Udlejning',
    assetCount: 30,
  },
  /** Installed in Manager; the message about it has not reached the backend. */
  untold: { accountId: '8d1f0c52-6b07-4f5e-9a41-0c7d5e2b1a07', name: 'Tirol Hebetechnik', assetCount: 60 },
  /** Two good syncs, and then one that failed. */
  failingLater: {
    accountId: '8d1f0c52-6b07-4f5e-9a41-0c7d5e2b1a08',
    name: 'Øresund Maskiner',
    assetCount: 180,
  },
  /** Large enough that a sync can be watched. */
  syncing: {
    accountId: '8d1f0c52-6b07-4f5e-9a41-0c7d5e2b1a09',
    name: 'Elbe Baugeräte',
    assetCount: 2_000,
  },
  /** Its threshold was lowered to an hour, and set back: machines went silent and came back. */
  changing: { accountId: '8d1f0c52-6b07-4f5e-9a41-0c7d5e2b1a13', name: 'Isar Krane', assetCount: 60 },
  /** Has a webhook that works. */
  webhook: { accountId: '8d1f0c52-6b07-4f5e-9a41-0c7d5e2b1a10', name: 'Rhône Levage', assetCount: 30 },
  /** The same; a screen asks it for more than it may. */
  webhookTwice: { accountId: '8d1f0c52-6b07-4f5e-9a41-0c7d5e2b1a11', name: 'Vega Stillas', assetCount: 30 },
  /** Has a webhook that answers 500. */
  webhookFailing: { accountId: '8d1f0c52-6b07-4f5e-9a41-0c7d5e2b1a12', name: 'Maas Verhuur', assetCount: 30 },
  /** Has a webhook that answered 410 to its first message, and was switched off for that. */
  webhookGone: { accountId: '8d1f0c52-6b07-4f5e-9a41-0c7d5e2b1a14', name: 'Donau Krane', assetCount: 60 },
} satisfies Readonly<Record<string, Omit<Company, 'admin' | 'mix'>>>;

/** Ids by name: the companies above and the emulator's own. `rhein` never installed the app. */
export const screenAccountIds = {
  ...demoAccounts,
  ...(Object.fromEntries(
    Object.entries(companies).map(([state, { accountId }]) => [state, accountId]),
  ) as Record<keyof typeof companies, string>),
} as const;

export type ScreenAccount = keyof typeof screenAccountIds;

/** Every account that the screens need. */
export const screenAccountSeeds: readonly AccountSeed[] = [
  ...demoAccountSeeds,
  ...Object.entries(companies).map(([state, company]): AccountSeed => ({
    ...company,
    mix: 'access',
    users: [
      {
        userId: `00u${state.toLowerCase()}`,
        name: 'Ida Nørgaard',
        email: `ida@${state}.example`,
        role: 'Admin',
      },
    ],
  })),
];
