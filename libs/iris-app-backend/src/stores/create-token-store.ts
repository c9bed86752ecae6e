import { Secret, type StoredToken, type TokenKey, type TokenStore } from '@fleet-watch/trackunit-client';
import { sql, type Selectable, type Transaction } from 'kysely';
import { z } from 'zod';
import { toAccountId } from '../account-id.ts';
import type { Database, SystemTransaction } from '../database/create-database.ts';
import { toLibraryTables, type LibraryTables } from '../database/library-tables.ts';
import { closeEnvelope, openEnvelope, type EnvelopeOwner } from '../vault/envelope.ts';
import type { KeyRing } from '../vault/key-ring.ts';

/** What the store of tokens needs. */
export type TokenStoreOptions<Tables> = {
  readonly database: Database<Tables>;
  readonly keys: KeyRing;
  /**
   * For credentials of `createVault`: a token is kept only while its account's install is active and of the token's
   * generation. One that was asked for before the account uninstalled or was erased, and comes afterwards, is left
   * out without an error. False by default.
   */
  readonly onlyInstalled?: boolean | undefined;
};

type TokenRow = Selectable<LibraryTables['iris_app.token']>;

const textSchema = z.object({ accessToken: z.string(), refreshToken: z.string().optional() });

/** What a token's envelope is tied to. */
export const toTokenOwner = (key: TokenKey): EnvelopeOwner => ({
  irisAppId: key.irisAppId,
  accountId: toAccountId(key.accountId),
  purpose: JSON.stringify(['token', key.environment, key.generation, key.scope]),
});

const toColumns = ({ environment, irisAppId, accountId, generation, scope }: TokenKey) => ({
  environment,
  iris_app_id: irisAppId,
  account_id: accountId,
  generation,
  scope,
});

const keyColumns = ['environment', 'iris_app_id', 'account_id', 'generation', 'scope'] as const;

const toText = ({ accessToken, refreshToken }: StoredToken): string =>
  JSON.stringify({ accessToken: accessToken.reveal(), refreshToken: refreshToken?.reveal() });

/**
 * Whether a token's account has the install that the token is of. Its row is held until the transaction ends: a key
 * share would not keep an uninstall from changing its status. Only the system may, accounts just read installs.
 */
const holdInstall = async <Tables>(
  tx: SystemTransaction<Tables>,
  { irisAppId, accountId, generation }: TokenKey,
): Promise<boolean> => {
  const row = await toLibraryTables(tx)
    .selectFrom('iris_app.installation')
    .select('status')
    .where('iris_app_id', '=', irisAppId)
    .where('account_id', '=', accountId)
    .where('status', '=', 'ACTIVE')
    .where(sql<string>`generation::text`, '=', generation)
    .forShare()
    .executeTakeFirst();
  return row !== undefined;
};

/** The columns of a token as it is stored, under the first key. */
const toSealedColumns = async (keys: KeyRing, key: TokenKey, token: StoredToken) => {
  const { keyId, wrappedKey, sealed } = await closeEnvelope(keys, toText(token), toTokenOwner(key));
  return {
    token_id: token.tokenId,
    key_id: keyId,
    wrapped_key: wrappedKey,
    sealed_token: sealed,
    granted_scopes: JSON.stringify(token.grantedScopes),
    issued_at: token.issuedAt,
    expires_at: token.expiresAt,
  };
};

/** Undoes `toSealedColumns`. @throws VaultError where the key is not in the ring, or is another one */
const openToken = async (keys: KeyRing, key: TokenKey, row: TokenRow): Promise<StoredToken> => {
  const envelope = {
    keyId: row.key_id,
    wrappedKey: Buffer.from(row.wrapped_key),
    sealed: Buffer.from(row.sealed_token),
  };
  const text = textSchema.parse(JSON.parse(await openEnvelope(keys, envelope, toTokenOwner(key))));
  return {
    tokenId: row.token_id,
    accessToken: new Secret(text.accessToken),
    refreshToken: text.refreshToken === undefined ? undefined : new Secret(text.refreshToken),
    grantedScopes: row.granted_scopes,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
  };
};

/** Keeps the tokens of accounts in the database, encrypted like credentials; for `createTokenProvider`. */
export const createTokenStore = <Tables>({
  database,
  keys,
  onlyInstalled = false,
}: TokenStoreOptions<Tables>): TokenStore => ({
  findToken: async (key) => {
    const row = await database.forAccount(key.accountId, (tx) =>
      toLibraryTables(tx)
        .selectFrom('iris_app.token')
        .selectAll()
        .where((where) => where.and(toColumns(key)))
        .executeTakeFirst(),
    );
    return row === undefined ? undefined : openToken(keys, key, row);
  },

  saveToken: async (key, token) => {
    const values = await toSealedColumns(keys, key, token);
    const insert = (tx: Transaction<Tables>) =>
      toLibraryTables(tx)
        .insertInto('iris_app.token')
        .values({ ...toColumns(key), ...values })
        .onConflict((conflict) => conflict.columns([...keyColumns]).doUpdateSet(values))
        .execute();
    if (onlyInstalled)
      await database.asSystem(async (tx) => {
        if (await holdInstall(tx, key)) await insert(tx);
      });
    else await database.forAccount(key.accountId, insert);
  },

  expireToken: async (key, tokenId) => {
    await database.forAccount(key.accountId, (tx) =>
      toLibraryTables(tx)
        .updateTable('iris_app.token')
        .set({ expires_at: new Date(0) })
        .where((where) => where.and({ ...toColumns(key), token_id: tokenId }))
        .execute(),
    );
  },

  deleteTokens: async ({ environment, irisAppId, accountId }) => {
    await database.forAccount(accountId, (tx) =>
      toLibraryTables(tx)
        .deleteFrom('iris_app.token')
        .where((where) => where.and({ environment, iris_app_id: irisAppId, account_id: accountId }))
        .execute(),
    );
  },
});
