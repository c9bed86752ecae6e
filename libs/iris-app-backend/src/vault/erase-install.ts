import { sql, type Transaction } from 'kysely';
import type { LibraryTables } from '../database/library-tables.ts';
import { eraseRows } from './account-data.ts';
import { writeAudit } from './audit.ts';
import { uninstallAccount } from './uninstall-account.ts';

/** A lease is named by a token's key, the account's id among it; a process that was killed leaves it behind. */
const eraseLeases = (tx: Transaction<LibraryTables>, accountId: string) =>
  sql`delete from iris_app.lease where strpos(lower(name), lower(${accountId}::text)) > 0`.execute(tx);

/** Deletes an account's rows and its secret, whatever its status; what stays is that it was here and what was done. */
export const eraseInstall = async (
  tx: Transaction<LibraryTables>,
  place: { readonly irisAppId: string; readonly now: Date },
  { accountId, actor }: { readonly accountId: string; readonly actor: string },
): Promise<void> => {
  await eraseRows(tx, accountId);
  await eraseLeases(tx, accountId);
  await uninstallAccount(tx, place, { accountId, actor, issuedAt: place.now, overrules: true });
  await tx.updateTable('iris_app.audit').set({ detail: '{}' }).where('account_id', '=', accountId).execute();
  await writeAudit(tx, [{ at: place.now, accountId, action: 'ERASED', actor }]);
};
