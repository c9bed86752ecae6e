import type { Transaction } from 'kysely';
import type { Database } from '../database/create-database.ts';
import { toLibraryTables, type LibraryTables } from '../database/library-tables.ts';
import { toTokenOwner } from '../stores/create-token-store.ts';
import { credentialPurpose, toMacText } from './credential-text.ts';
import { openEnvelope, rewrapEnvelope, type Envelope, type EnvelopeOwner } from './envelope.ts';
import type { KeyRing } from './key-ring.ts';

type Context = { readonly keys: KeyRing; readonly irisAppId: string };

/** One envelope in the database, whatever table it is in, and how to put another one in its place. */
type StoredEnvelope = {
  readonly owner: EnvelopeOwner;
  readonly envelope: Envelope;
  readonly replace: (tx: Transaction<LibraryTables>, next: Envelope, text: string) => Promise<void>;
};

const toEnvelope = (keyId: string, wrapped: Uint8Array, sealed: Uint8Array): Envelope => ({
  keyId,
  wrappedKey: Buffer.from(wrapped),
  sealed: Buffer.from(sealed),
});

type Filter = { readonly keyId?: string; readonly notKeyId?: string; readonly limit: number };

const listCredentials = async (
  tx: Transaction<LibraryTables>,
  { keys, irisAppId }: Context,
  { keyId, notKeyId, limit }: Filter,
): Promise<readonly StoredEnvelope[]> => {
  const rows = await tx
    .selectFrom('iris_app.installation')
    .selectAll()
    .where('iris_app_id', '=', irisAppId)
    .where('key_id', 'is not', null)
    .$if(keyId !== undefined, (query) => query.where('key_id', '=', keyId ?? ''))
    .$if(notKeyId !== undefined, (query) => query.where('key_id', '<>', notKeyId ?? ''))
    .orderBy('account_id')
    .limit(limit)
    .forUpdate()
    .execute();
  return rows.flatMap((row) => {
    const { account_id: accountId, key_id: id, wrapped_key: wrapped, sealed_credential: sealed } = row;
    if (id === null || wrapped === null || sealed === null) return [];
    const replace: StoredEnvelope['replace'] = async (inTx, next, text) => {
      await inTx
        .updateTable('iris_app.installation')
        .set({
          key_id: next.keyId,
          wrapped_key: next.wrappedKey,
          credential_mac: await keys.mac(toMacText(irisAppId, accountId, text)),
        })
        .where('iris_app_id', '=', irisAppId)
        .where('account_id', '=', accountId)
        .execute();
    };
    const owner = { irisAppId, accountId, purpose: credentialPurpose };
    return [{ owner, envelope: toEnvelope(id, wrapped, sealed), replace }];
  });
};

const listTokens = async (
  tx: Transaction<LibraryTables>,
  { irisAppId }: Context,
  { keyId, notKeyId, limit }: Filter,
): Promise<readonly StoredEnvelope[]> => {
  const rows = await tx
    .selectFrom('iris_app.token')
    .selectAll()
    .where('iris_app_id', '=', irisAppId)
    .$if(keyId !== undefined, (query) => query.where('key_id', '=', keyId ?? ''))
    .$if(notKeyId !== undefined, (query) => query.where('key_id', '<>', notKeyId ?? ''))
    .orderBy('account_id')
    .limit(limit)
    .forUpdate()
    .execute();
  return rows.map((row) => {
    const { environment, account_id: accountId, generation, scope } = row;
    const replace: StoredEnvelope['replace'] = async (inTx, next) => {
      const key = { environment, iris_app_id: irisAppId, account_id: accountId, generation, scope };
      await inTx
        .updateTable('iris_app.token')
        .set({ key_id: next.keyId, wrapped_key: next.wrappedKey })
        .where((where) => where.and(key))
        .execute();
    };
    const owner = toTokenOwner({ environment, irisAppId, accountId, generation, scope });
    return { owner, envelope: toEnvelope(row.key_id, row.wrapped_key, row.sealed_token), replace };
  });
};

const listEnvelopes = async (tx: Transaction<LibraryTables>, context: Context, filter: Filter) => [
  ...(await listCredentials(tx, context, filter)),
  ...(await listTokens(tx, context, filter)),
];

/** How much each key is used: key id to number of credentials and tokens. */
export const countKeyUse = async (
  tx: Transaction<LibraryTables>,
  irisAppId: string,
): Promise<ReadonlyMap<string, number>> => {
  const use = new Map<string, number>();
  for (const table of ['iris_app.installation', 'iris_app.token'] as const) {
    const rows = await tx
      .selectFrom(table)
      .select((select) => ['key_id', select.fn.countAll<number>().as('count')])
      .where('iris_app_id', '=', irisAppId)
      .where('key_id', 'is not', null)
      .groupBy('key_id')
      .execute();
    for (const { key_id: id, count } of rows) if (id !== null) use.set(id, (use.get(id) ?? 0) + count);
  }
  return use;
};

/**
 * Opens one thing of each key in use.
 *
 * @throws VaultError `key_missing` or `key_wrong`, which names the key id
 */
export const checkKeys = async <Tables>(database: Database<Tables>, context: Context): Promise<void> => {
  await database.asSystem(async (tx) => {
    const library = toLibraryTables(tx);
    for (const keyId of (await countKeyUse(library, context.irisAppId)).keys()) {
      for (const { envelope, owner } of await listEnvelopes(library, context, { keyId, limit: 1 }))
        await openEnvelope(context.keys, envelope, owner);
    }
  });
};

/** How far a rotation is. */
export type RotationProgress = { readonly done: number; readonly total: number };

export type RotateKeysOptions = {
  readonly onProgress?: ((progress: RotationProgress) => void) | undefined;
  /** Stops between two batches; the next rotation goes on from there. */
  readonly signal?: AbortSignal | undefined;
  /** Rows in one transaction, 100 by default. */
  readonly batchSize?: number | undefined;
};

const rotateBatch = <Tables>(database: Database<Tables>, context: Context, limit: number): Promise<number> =>
  database.asSystem(async (tx) => {
    const library = toLibraryTables(tx);
    const filter = { notKeyId: context.keys.firstKeyId, limit };
    const stored = await listEnvelopes(library, context, filter);
    for (const { envelope, owner, replace } of stored) {
      const text = await openEnvelope(context.keys, envelope, owner);
      await replace(library, await rewrapEnvelope(context.keys, envelope, owner), text);
    }
    return stored.length;
  });

/** Wraps every data key that another key wrapped with the first key, in small transactions, while serving goes on. */
export const rotateKeys = async <Tables>(
  database: Database<Tables>,
  context: Context,
  { onProgress = () => {}, signal, batchSize = 100 }: RotateKeysOptions,
): Promise<RotationProgress> => {
  const use = await database.asSystem((tx) => countKeyUse(toLibraryTables(tx), context.irisAppId));
  const total = [...use].reduce((sum, [id, count]) => sum + (id === context.keys.firstKeyId ? 0 : count), 0);
  let done = 0;
  onProgress({ done, total });
  for (;;) {
    signal?.throwIfAborted();
    const rotated = await rotateBatch(database, context, batchSize);
    if (rotated === 0) return { done, total: Math.max(done, total) };
    done += rotated;
    onProgress({ done, total: Math.max(done, total) });
  }
};
