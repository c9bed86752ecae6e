import { newestSucceeded } from './newest-succeeded.ts';
import type { AccountTx } from './tables.ts';

/** That GraphQL did not answer for an account, and whether a later sync found the same. */
export type FoundGap = { readonly reason: string; readonly foundAt: Date; readonly isConfirmed: boolean };

/** What was found last, however long ago. */
export const findGraphqlGap = async (tx: AccountTx, accountId: string): Promise<FoundGap | undefined> =>
  tx
    .selectFrom('graphql_gap')
    .select(['reason', 'found_at as foundAt', 'is_confirmed as isConfirmed'])
    .where('account_id', '=', accountId)
    .executeTakeFirst();

/** Puts down what was found, in the place of what was found before. */
export const recordGraphqlGap = async (
  tx: AccountTx,
  accountId: string,
  { reason, foundAt, isConfirmed }: FoundGap,
): Promise<void> => {
  const found = { reason, found_at: foundAt, is_confirmed: isConfirmed };
  await tx
    .insertInto('graphql_gap')
    .values({ account_id: accountId, ...found })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(found))
    .execute();
};

/** Forgets what was found: GraphQL answers. */
export const forgetGraphqlGap = async (tx: AccountTx, accountId: string): Promise<void> => {
  await tx.deleteFrom('graphql_gap').where('account_id', '=', accountId).execute();
};

/** Whether what people see of an account was read by GraphQL. */
export const isReadByGraphql = async (tx: AccountTx, accountId: string): Promise<boolean> => {
  const row = await newestSucceeded(tx, accountId).select('source').executeTakeFirst();
  return row?.source === 'GRAPHQL';
};
