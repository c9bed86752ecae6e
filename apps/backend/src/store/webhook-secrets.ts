import type { KeyFilter, KeyUse, SealedText, SystemTransaction } from '@fleet-watch/iris-app-backend';
import type { AccountTx, FleetWatchTables } from './tables.ts';

/** A secret as it is stored. */
export type StoredSecret = {
  readonly secretId: string;
  readonly accountId: string;
  readonly sealed: SealedText;
};

const columns = ['secret_id', 'account_id', 'key_id', 'wrapped_key', 'sealed_credential'] as const;

const toStored = (row: {
  secret_id: string;
  account_id: string;
  key_id: string;
  wrapped_key: Uint8Array;
  sealed_credential: Uint8Array;
}): StoredSecret => ({
  secretId: row.secret_id,
  accountId: row.account_id,
  sealed: {
    keyId: row.key_id,
    wrappedKey: Buffer.from(row.wrapped_key),
    sealed: Buffer.from(row.sealed_credential),
  },
});

/** The secrets that sign now, the newest first. */
export const listSecrets = async (
  tx: AccountTx,
  accountId: string,
  now: Date,
): Promise<readonly StoredSecret[]> => {
  const rows = await tx
    .selectFrom('webhook_secret')
    .select(columns)
    .where('account_id', '=', accountId)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .orderBy('created_at', 'desc')
    .orderBy('secret_id')
    .execute();
  return rows.map(toStored);
};

/** Adds the secret that signs from now on. */
export const insertSecret = async (
  tx: AccountTx,
  { secretId, accountId, sealed }: StoredSecret,
  { now, shown }: { now: Date; shown: boolean },
): Promise<void> => {
  const { keyId, wrappedKey, sealed: bytes } = sealed;
  await tx
    .insertInto('webhook_secret')
    .values({
      secret_id: secretId,
      account_id: accountId,
      created_at: now,
      expires_at: null,
      shown,
      key_id: keyId,
      wrapped_key: wrappedKey,
      sealed_credential: bytes,
    })
    .execute();
};

/**
 * Makes room for a new secret: the one before signs too until `expiresAt`, if somebody has it; older ones go.
 *
 * @returns whether there is one that signs on
 */
export const retireSecrets = async (tx: AccountTx, accountId: string, expiresAt: Date): Promise<boolean> => {
  await tx
    .deleteFrom('webhook_secret')
    .where('account_id', '=', accountId)
    .where((where) => where.or([where('expires_at', 'is not', null), where('shown', '=', false)]))
    .execute();
  const { numUpdatedRows } = await tx
    .updateTable('webhook_secret')
    .set({ expires_at: expiresAt })
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** How many secrets each key encrypts, of all accounts. */
export const countSecretsByKey = async (tx: SystemTransaction<FleetWatchTables>): Promise<KeyUse> => {
  const rows = await tx
    .selectFrom('webhook_secret')
    .select((select) => ['key_id', select.fn.countAll<number>().as('count')])
    .groupBy('key_id')
    .execute();
  return new Map(rows.map(({ key_id: keyId, count }) => [keyId, count]));
};

/** Some secrets by their key, of every account. */
export const listSecretsByKey = async (
  tx: SystemTransaction<FleetWatchTables>,
  { keyId, isUnderIt, limit }: KeyFilter,
): Promise<readonly StoredSecret[]> => {
  const rows = await tx
    .selectFrom('webhook_secret')
    .select(columns)
    .where('key_id', isUnderIt ? '=' : '<>', keyId)
    .orderBy('secret_id')
    .limit(limit)
    .forUpdate()
    .execute();
  return rows.map(toStored);
};

/** Puts the same secret down under another key. */
export const replaceSealed = async (
  tx: SystemTransaction<FleetWatchTables>,
  { secretId, accountId, sealed }: StoredSecret,
): Promise<void> => {
  await tx
    .updateTable('webhook_secret')
    .set({ key_id: sealed.keyId, wrapped_key: sealed.wrappedKey })
    .where('account_id', '=', accountId)
    .where('secret_id', '=', secretId)
    .execute();
};
