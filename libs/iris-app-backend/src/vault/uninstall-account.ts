import { randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { announceAccountChange } from '../database/account-changes.ts';
import type { LibraryTables } from '../database/library-tables.ts';
import { writeAudit } from './audit.ts';
import type { StoredInstall } from './store-messages.ts';

/** What is left of an install: that there was one, and when it ended. */
const withoutSecrets = {
  status: 'UNINSTALLED' as const,
  credential_kind: null,
  key_id: null,
  wrapped_key: null,
  sealed_credential: null,
  credential_mac: null,
  granted_scopes: '[]',
  proven_at: null,
};

/**
 * A newer uninstall of what is uninstalled already ends nothing, but is remembered as the newest message: an install
 * that was sent between the two and refused for a while may still come, and its secret is dead. The statement before
 * this one has locked the row.
 */
const advanceMoment = (
  tx: Transaction<LibraryTables>,
  irisAppId: string,
  { accountId, issuedAt }: { readonly accountId: string; readonly issuedAt: Date },
) =>
  tx
    .updateTable('iris_app.installation')
    .set({ message_issued_at: issuedAt })
    .where('iris_app_id', '=', irisAppId)
    .where('account_id', '=', accountId)
    .where('status', '=', 'UNINSTALLED')
    .where('message_issued_at', '<', issuedAt)
    .execute();

/**
 * The end of an install. `overrules: true` is an operator's: it ends what is stored also where Trackunit's clock, by
 * which messages are dated, is ahead of this one.
 */
type Uninstall = {
  readonly accountId: string;
  readonly issuedAt: Date;
  readonly overrules?: boolean;
  readonly actor: string;
};

/** No moment goes back: neither what came later nor what an operator ended may be undone by an older message. */
const latestMoment = sql<Date>`greatest(excluded.message_issued_at, iris_app.installation.message_issued_at)`;

/**
 * Erases an install's secret, unless what is stored is newer than the message. Also where nothing is stored yet:
 * the install that this message ends may still be on its way.
 *
 * @returns the install that ended, `undefined` when nothing did
 */
export const uninstallAccount = async (
  tx: Transaction<LibraryTables>,
  { irisAppId, now }: { readonly irisAppId: string; readonly now: Date },
  { accountId, issuedAt, overrules = false, actor }: Uninstall,
): Promise<StoredInstall | undefined> => {
  const ended = { ...withoutSecrets, message_id: randomUUID(), message_issued_at: issuedAt, updated_at: now };
  const row = await tx
    .insertInto('iris_app.installation')
    .values({ ...ended, iris_app_id: irisAppId, account_id: accountId, generation: 0, installed_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(['iris_app_id', 'account_id'])
        .doUpdateSet({ ...ended, message_issued_at: latestMoment })
        .where('iris_app.installation.status', '<>', 'UNINSTALLED')
        .where('iris_app.installation.message_issued_at', '<=', overrules ? latestMoment : issuedAt),
    )
    .returning('generation')
    .executeTakeFirst();
  if (row === undefined) {
    await advanceMoment(tx, irisAppId, { accountId, issuedAt });
    return undefined;
  }
  await writeAudit(tx, [{ at: now, accountId, action: 'UNINSTALLED', actor, generation: row.generation }]);
  await tx
    .deleteFrom('iris_app.token')
    .where('account_id', '=', accountId)
    .where('iris_app_id', '=', irisAppId)
    .execute();
  await announceAccountChange(tx, accountId);
  return { accountId, generation: row.generation };
};
