import { Secret, type StoredToken, type TokenKey, type TokenStore } from '@fleet-watch/trackunit-client';
import { z } from 'zod';
import type { Database } from '../database/create-database.ts';
import { toLibraryTables } from '../database/library-tables.ts';
import { closeEnvelope, openEnvelope, type EnvelopeOwner } from '../vault/envelope.ts';
import type { KeyRing } from '../vault/key-ring.ts';

/** What the stores of the Trackunit client need. */
export type TokenStoreOptions<Tables> = { readonly database: Database<Tables>; readonly keys: KeyRing };

const textSchema = z.object({ accessToken: z.string(), refreshToken: z.string().optional() });

/** What a token's envelope is tied to. */
export const toTokenOwner = (key: TokenKey): EnvelopeOwner => ({
  irisAppId: key.irisAppId,
  accountId: key.accountId,
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

/** Keeps the tokens of accounts in the database, encrypted like credentials; for `createTokenProvider`. */
export const createTokenStore = <Tables>({ database, keys }: TokenStoreOptions<Tables>): TokenStore => ({
  findToken: async (key) => {
    const row = await database.forAccount(key.accountId, (tx) =>
      toLibraryTables(tx)
        .selectFrom('iris_app.token')
        .selectAll()
        .where((where) => where.and(toColumns(key)))
        .executeTakeFirst(),
    );
    if (row === undefined) return undefined;
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
  },

  saveToken: async (key, token) => {
    const { keyId, wrappedKey, sealed } = await closeEnvelope(keys, toText(token), toTokenOwner(key));
    const values = {
      token_id: token.tokenId,
      key_id: keyId,
      wrapped_key: wrappedKey,
      sealed_token: sealed,
      granted_scopes: JSON.stringify(token.grantedScopes),
      issued_at: token.issuedAt,
      expires_at: token.expiresAt,
    };
    await database.forAccount(key.accountId, (tx) =>
      toLibraryTables(tx)
        .insertInto('iris_app.token')
        .values({ ...toColumns(key), ...values })
        .onConflict((conflict) => conflict.columns([...keyColumns]).doUpdateSet(values))
        .execute(),
    );
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
