import type { StoredClock } from '../clock/platform-clock.ts';
import type { Account } from '../fleet/demo-accounts.ts';
import type { AssetChange, AssetChanges } from '../fleet/fleet-assets.ts';
import type { StoredKey } from '../keys/key-ring.ts';
import type { StoredCredentials } from './credentials.ts';
import type { StoredCustomFields } from './custom-fields.ts';

/** An account that agreed to an app, with the credential that it was given. */
export type Install = {
  readonly irisAppId: string;
  readonly accountId: string;
  readonly version: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly grantedScopes: readonly string[];
  readonly deniedScopes: readonly string[];
  readonly installedAt: string;
};

/** Everything that survives a restart. */
export type Snapshot = {
  readonly form: 1;
  readonly clock: StoredClock;
  readonly identityKeys: readonly StoredKey[];
  readonly tokenKeys: readonly StoredKey[];
  readonly installs: readonly Install[];
  /** Credentials of uninstalled apps, for a reinstall that hands over the same. */
  readonly formerInstalls: readonly Install[];
  readonly credentials: StoredCredentials;
  /** Accounts beyond the seeded ones. */
  readonly addedAccounts: readonly Account[];
  readonly customFields: StoredCustomFields;
  readonly assetChanges: readonly (readonly [
    accountId: string,
    readonly (readonly [assetId: string, AssetChange])[],
  ])[];
};

const keyOf = (irisAppId: string, accountId: string): string => `${accountId}/${irisAppId}`;

/** Installs and changes, in memory. Whoever changes something calls `save` of the state file. */
export const createState = (snapshot?: Snapshot) => {
  const installs = new Map<string, Install>();
  const former = new Map<string, Install>();
  const byClient = new Map<string, Install>();
  const changes = new Map<string, { version: number; readonly byAsset: Map<string, AssetChange> }>();

  const putInstall = (install: Install): void => {
    const key = keyOf(install.irisAppId, install.accountId);
    const old = installs.get(key);
    if (old) byClient.delete(old.clientId);
    installs.set(key, install);
    byClient.set(install.clientId, install);
  };

  for (const install of snapshot?.installs ?? []) putInstall(install);
  for (const install of snapshot?.formerInstalls ?? [])
    former.set(keyOf(install.irisAppId, install.accountId), install);
  for (const [accountId, entries] of snapshot?.assetChanges ?? [])
    changes.set(accountId, { version: 1, byAsset: new Map(entries) });

  return {
    listInstalls: (): readonly Install[] => [...installs.values()],
    findInstall: (irisAppId: string, accountId: string) => installs.get(keyOf(irisAppId, accountId)),
    findFormerInstall: (irisAppId: string, accountId: string) => former.get(keyOf(irisAppId, accountId)),
    findClient: (clientId: string) => byClient.get(clientId),
    putInstall,
    removeInstall: (irisAppId: string, accountId: string): Install | undefined => {
      const key = keyOf(irisAppId, accountId);
      const install = installs.get(key);
      if (!install) return undefined;
      installs.delete(key);
      byClient.delete(install.clientId);
      former.set(key, install);
      return install;
    },
    changesOf: (accountId: string): AssetChanges | undefined => changes.get(accountId),
    findChange: (accountId: string, assetId: string): AssetChange | undefined =>
      changes.get(accountId)?.byAsset.get(assetId),
    changeAsset: (accountId: string, assetId: string, change: AssetChange): void => {
      const all = changes.get(accountId) ?? { version: 0, byAsset: new Map<string, AssetChange>() };
      all.byAsset.set(assetId, change);
      all.version += 1;
      changes.set(accountId, all);
    },
    reset: (): void => {
      for (const map of [installs, former, byClient, changes]) map.clear();
    },
    toParts: () => ({
      installs: [...installs.values()],
      formerInstalls: [...former.values()],
      assetChanges: [...changes].map(([accountId, { byAsset }]) => [accountId, [...byAsset]] as const),
    }),
  };
};

/** See `createState`. */
export type State = ReturnType<typeof createState>;
