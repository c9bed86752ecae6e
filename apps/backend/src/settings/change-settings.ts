import { isWithoutCredentials, type Settings } from '@fleet-watch/contracts';
import { isSameThresholds } from '@fleet-watch/fleet';
import type { Database, Installation } from '@fleet-watch/iris-app-backend';
import { IrisScope, type IrisScopeName } from '@fleet-watch/scopes';
import { lockFleet } from '../store/lock-fleet.ts';
import { reevaluateFleet } from '../store/reevaluate.ts';
import { holdSettings, writeSettings } from '../store/settings.ts';
import type { AccountTx, FleetWatchTables } from '../store/tables.ts';
import { followWebhookSetting } from '../store/webhooks.ts';
import { toShownSettings } from './without-credentials.ts';

export type ChangeSettingsDependencies = {
  readonly database: Database<FleetWatchTables>;
  readonly findInstallation: (accountId: string) => Promise<Installation | undefined>;
  readonly now: () => Date;
  /** Enqueues what follows from a changed fleet or changed settings, in their transaction. */
  readonly actOnFleet: (tx: AccountTx, accountId: string) => Promise<void>;
  /** Whether messages would never be sent to this URL, known before one is tried. */
  readonly isRefusedTarget: (url: string) => boolean;
};

/** What came of an account's decision. Whatever it is but `changed`, nothing was stored. */
export type SettingsChange =
  | { readonly type: 'changed' }
  /** Somebody else decided since. */
  | { readonly type: 'not_as_expected' }
  | { readonly type: 'scope_not_granted'; readonly scope: IrisScopeName }
  | { readonly type: 'address_refused'; readonly reason: 'private' | 'credentials' };

/**
 * Puts an account's settings down, all of them; a changed threshold counts when it resolves.
 *
 * @param isExpected whether the settings may be changed that are stored at that moment, as they are shown; any may where
 *   it is left out
 */
export type ChangeSettings = (
  accountId: string,
  settings: Settings,
  isExpected?: (shown: Settings) => boolean,
) => Promise<SettingsChange>;

type AddressRefusal = Extract<SettingsChange, { type: 'address_refused' }>['reason'];

/** Makes the one way to change an account's settings. */
export const createChangeSettings = ({
  database,
  findInstallation,
  now,
  actOnFleet,
  isRefusedTarget,
}: ChangeSettingsDependencies): ChangeSettings => {
  /** An address that is stored already was let in by an earlier rule, and keeps nobody from deciding about all else. */
  const findAddressRefusal = (stored: Settings, { webhook }: Settings): AddressRefusal | undefined => {
    const known = [stored.webhook?.url, toShownSettings(stored).webhook?.url];
    if (webhook === null || known.includes(webhook.url)) return undefined;
    if (!isWithoutCredentials(webhook.url)) return 'credentials';
    return isRefusedTarget(webhook.url) ? 'private' : undefined;
  };

  const findDeniedScope = async (
    accountId: string,
    settings: Settings,
  ): Promise<IrisScopeName | undefined> => {
    if (!settings.writeBack) return undefined;
    const scope = IrisScope.AccountAssetManage;
    const installation = await findInstallation(accountId);
    return installation?.grantedScopes.includes(scope) === true ? undefined : scope;
  };

  return async (accountId, settings, isExpected = () => true) => {
    const scope = await findDeniedScope(accountId, settings);
    if (scope !== undefined) return { type: 'scope_not_granted', scope };
    return database.forAccount(accountId, async (tx) => {
      await lockFleet(tx, accountId);
      const stored = await holdSettings(tx, accountId);
      const before = toShownSettings(stored);
      if (!isExpected(before)) return { type: 'not_as_expected' };
      const reason = findAddressRefusal(stored, settings);
      if (reason !== undefined) return { type: 'address_refused', reason };
      await writeSettings(tx, accountId, settings);
      await followWebhookSetting(tx, accountId, {
        before: before.webhook,
        after: toShownSettings(settings).webhook,
      });
      if (!isSameThresholds(before, settings))
        await reevaluateFleet(tx, { accountId, thresholds: settings, now: now() });
      await actOnFleet(tx, accountId);
      return { type: 'changed' };
    });
  };
};
