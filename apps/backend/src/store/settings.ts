import { defaultSettings, type Settings } from '@fleet-watch/contracts';
import type { Selectable } from 'kysely';
import type { AccountTx, FleetWatchTables } from './tables.ts';

type SettingsRow = Selectable<FleetWatchTables['account_settings']>;

const toSettings = (row: SettingsRow | undefined): Settings =>
  row === undefined
    ? defaultSettings
    : {
        silentAfterHours: row.silent_after_hours,
        silentAfterHoursByAssetType: row.silent_after_hours_by_asset_type,
        webhook: row.webhook_url === null ? null : { url: row.webhook_url, enabled: row.webhook_enabled },
        writeBack: row.write_back,
      };

const selectSettings = (tx: AccountTx, accountId: string) =>
  tx.selectFrom('account_settings').selectAll().where('account_id', '=', accountId);

/** What an account decided, or what every account starts with. */
export const readSettings = async (tx: AccountTx, accountId: string): Promise<Settings> =>
  toSettings(await selectSettings(tx, accountId).executeTakeFirst());

/**
 * Reads what an account decided, and lets nobody change it until the transaction ends: a webhook that fails for good is
 * switched off without the fleet's lock.
 */
export const holdSettings = async (tx: AccountTx, accountId: string): Promise<Settings> =>
  toSettings(await selectSettings(tx, accountId).forUpdate().executeTakeFirst());

/** Puts an account's decisions down, all of them. */
export const writeSettings = async (tx: AccountTx, accountId: string, settings: Settings): Promise<void> => {
  const columns = {
    silent_after_hours: settings.silentAfterHours,
    silent_after_hours_by_asset_type: JSON.stringify(settings.silentAfterHoursByAssetType),
    webhook_url: settings.webhook?.url ?? null,
    webhook_enabled: settings.webhook?.enabled ?? false,
    write_back: settings.writeBack,
  };
  await tx
    .insertInto('account_settings')
    .values({ account_id: accountId, ...columns })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(columns))
    .execute();
};
