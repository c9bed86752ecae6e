import { sql, type Transaction } from 'kysely';
import { announceAccountChange } from '../database/account-changes.ts';
import type { LibraryTables } from '../database/library-tables.ts';
import { writeAudit } from './audit.ts';
import type { Envelope } from './envelope.ts';
import type { NewCredential } from './credential-text.ts';

/** One install, encrypted and ready to be stored. */
export type SealedInstall = {
  readonly accountId: string;
  readonly kind: NewCredential['kind'];
  readonly envelope: Envelope;
  readonly mac: Buffer;
  /** Names the message; new for each. */
  readonly messageId: string;
  readonly issuedAt: Date;
};

/** An install that changed something. */
export type StoredInstall = { readonly accountId: string; readonly generation: number };

const toRow = (irisAppId: string, now: Date) => (install: SealedInstall) => ({
  iris_app_id: irisAppId,
  account_id: install.accountId,
  generation: 1,
  status: 'ACTIVE' as const,
  credential_kind: install.kind,
  key_id: install.envelope.keyId,
  wrapped_key: install.envelope.wrappedKey,
  sealed_credential: install.envelope.sealed,
  credential_mac: install.mac,
  message_id: install.messageId,
  message_issued_at: install.issuedAt,
  installed_at: now,
  updated_at: now,
  granted_scopes: '[]',
  proven_at: null,
});

/**
 * Whether the stored row gives way. An older message changes nothing. The same credential again changes nothing
 * either, unless the account was suspended or gone and the message is newer than what made it so.
 */
const isNews = sql<boolean>`(
  (installation.status = 'ACTIVE' and excluded.message_issued_at >= installation.message_issued_at
    and excluded.credential_mac is distinct from installation.credential_mac)
  or (installation.status <> 'ACTIVE' and excluded.message_issued_at > installation.message_issued_at)
)`;

/** A newer message with the same credential is remembered as the newest, so that a late uninstall cannot end it. */
const isNewer = sql<boolean>`(${isNews} or excluded.message_issued_at > installation.message_issued_at)`;

const replaced = [
  'status',
  'credential_kind',
  'key_id',
  'wrapped_key',
  'sealed_credential',
  'credential_mac',
  'message_id',
  'installed_at',
  'updated_at',
  'granted_scopes',
  'proven_at',
  'refusals',
] as const;

const replaceWhenNews = (column: string) =>
  sql`case when ${isNews} then ${sql.ref(`excluded.${column}`)} else ${sql.ref(`installation.${column}`)} end`;

/**
 * Stores installs of different accounts with one statement.
 *
 * @returns those that changed something, with their generation; repeats and older ones are not among them
 */
export const storeInstalls = async (
  tx: Transaction<LibraryTables>,
  { irisAppId, installs, actor, now }: StoreInstallsRequest,
): Promise<readonly StoredInstall[]> => {
  const rows = await tx
    .insertInto('iris_app.installation')
    .values(installs.map(toRow(irisAppId, now)))
    .onConflict((conflict) =>
      conflict
        .columns(['iris_app_id', 'account_id'])
        .doUpdateSet({
          generation: sql<number>`installation.generation + case when ${isNews} then 1 else 0 end`,
          message_issued_at: sql<Date>`excluded.message_issued_at`,
          ...Object.fromEntries(replaced.map((column) => [column, replaceWhenNews(column)])),
        })
        .where(isNewer),
    )
    .returning(['account_id as accountId', 'generation', 'message_id as messageId'])
    .execute();
  const ownIds = new Set(installs.map(({ messageId }) => messageId));
  const stored = rows
    .filter(({ messageId }) => ownIds.has(messageId))
    .map(({ accountId, generation }) => ({ accountId, generation }));
  await writeAudit(
    tx,
    stored.map(({ accountId, generation }) => ({
      at: now,
      accountId,
      action: generation === 1 ? ('INSTALLED' as const) : ('REINSTALLED' as const),
      actor,
      generation,
    })),
  );
  await dropWhatIsOld(tx, irisAppId, stored);
  return stored;
};

/** A new generation has no use for the tokens of the one before, nor for what processes remember of it. */
const dropWhatIsOld = async (
  tx: Transaction<LibraryTables>,
  irisAppId: string,
  stored: readonly StoredInstall[],
): Promise<void> => {
  const again = stored.filter(({ generation }) => generation > 1).map(({ accountId }) => accountId);
  if (again.length === 0) return;
  await tx
    .deleteFrom('iris_app.token')
    .where('iris_app_id', '=', irisAppId)
    .where('account_id', 'in', again)
    .execute();
  for (const accountId of again) await announceAccountChange(tx, accountId);
};

export type StoreInstallsRequest = {
  readonly irisAppId: string;
  readonly installs: readonly SealedInstall[];
  readonly actor: string;
  readonly now: Date;
};
