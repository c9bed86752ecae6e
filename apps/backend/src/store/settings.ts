import { defaultSettings, type Settings } from '@fleet-watch/contracts';
import type { AccountTx } from './tables.ts';

/** What an account decided, or what every account starts with. */
export const readSettings = async (tx: AccountTx, accountId: string): Promise<Settings> => {
  const row = await tx
    .selectFrom('account_settings')
    .selectAll()
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (row === undefined) return defaultSettings;
  return {
    silentAfterHours: row.silent_after_hours,
    silentAfterHoursByAssetType: row.silent_after_hours_by_asset_type,
    webhook: row.webhook_url === null ? null : { url: row.webhook_url, enabled: row.webhook_enabled },
    writeBack: row.write_back,
  };
};

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
