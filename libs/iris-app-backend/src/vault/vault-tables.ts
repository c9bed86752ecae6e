import type { Selectable, Transaction } from 'kysely';
import { toLibraryTables, type LibraryTables } from '../database/library-tables.ts';
import { toTokenOwner } from '../stores/create-token-store.ts';
import { credentialPurpose, toMacText } from './credential-text.ts';
import type { Envelope } from './envelope.ts';
import type { KeyRing } from './key-ring.ts';
import type { EnvelopeTable, KeyFilter, KeyUse } from './sealed-table.ts';

type Context = { readonly keys: KeyRing; readonly irisAppId: string };

const toEnvelope = (keyId: string, wrapped: Uint8Array, sealed: Uint8Array): Envelope => ({
  keyId,
  wrappedKey: Buffer.from(wrapped),
  sealed: Buffer.from(sealed),
});

type TableName = 'iris_app.installation' | 'iris_app.token';

const countByKey = async (
  tx: Transaction<LibraryTables>,
  table: TableName,
  irisAppId: string,
): Promise<KeyUse> => {
  const rows = await tx
    .selectFrom(table)
    .select((select) => ['key_id', select.fn.countAll<number>().as('count')])
    .where('iris_app_id', '=', irisAppId)
    .where('key_id', 'is not', null)
    .groupBy('key_id')
    .execute();
  return new Map(rows.flatMap(({ key_id: id, count }) => (id === null ? [] : [[id, count]])));
};

/** Locks what it lists. */
const listByKey = async <Name extends TableName>(
  tx: Transaction<LibraryTables>,
  table: Name,
  { irisAppId, keyId, isUnderIt, limit }: KeyFilter & { readonly irisAppId: string },
): Promise<readonly Selectable<LibraryTables[Name]>[]> => {
  const rows = await tx
    .selectFrom<TableName>(table)
    .selectAll()
    .where('iris_app_id', '=', irisAppId)
    .where('key_id', isUnderIt ? '=' : '<>', keyId)
    .orderBy('account_id')
    .limit(limit)
    .forUpdate()
    .execute();
  return rows as unknown as readonly Selectable<LibraryTables[Name]>[];
};

const createCredentialTable = <Tables>({ keys, irisAppId }: Context): EnvelopeTable<Tables> => ({
  countByKey: (tx) => countByKey(toLibraryTables(tx), 'iris_app.installation', irisAppId),
  list: async (tx, filter) => {
    const library = toLibraryTables(tx);
    const rows = await listByKey(library, 'iris_app.installation', { irisAppId, ...filter });
    return rows.flatMap((row) => {
      const { account_id: accountId, key_id: id, wrapped_key: wrapped, sealed_credential: sealed } = row;
      if (id === null || wrapped === null || sealed === null) return [];
      const replace = async (next: Envelope, text: string): Promise<void> => {
        await library
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
  },
});

const createTokenTable = <Tables>({ irisAppId }: Context): EnvelopeTable<Tables> => ({
  countByKey: (tx) => countByKey(toLibraryTables(tx), 'iris_app.token', irisAppId),
  list: async (tx, filter) => {
    const library = toLibraryTables(tx);
    const rows = await listByKey(library, 'iris_app.token', { irisAppId, ...filter });
    return rows.map((row) => {
      const { environment, account_id: accountId, generation, scope } = row;
      const replace = async (next: Envelope): Promise<void> => {
        const key = { environment, iris_app_id: irisAppId, account_id: accountId, generation, scope };
        await library
          .updateTable('iris_app.token')
          .set({ key_id: next.keyId, wrapped_key: next.wrappedKey })
          .where((where) => where.and(key))
          .execute();
      };
      const owner = toTokenOwner({ environment, irisAppId, accountId, generation, scope });
      return { owner, envelope: toEnvelope(row.key_id, row.wrapped_key, row.sealed_token), replace };
    });
  },
});

/** Everything encrypted that the library itself stores. */
export const createVaultTables = <Tables>(context: Context): readonly EnvelopeTable<Tables>[] => [
  createCredentialTable(context),
  createTokenTable(context),
];
