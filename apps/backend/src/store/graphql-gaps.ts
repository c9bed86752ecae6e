import { newestSucceeded } from './newest-succeeded.ts';
import type { AccountTx } from './tables.ts';

/** How long nobody asks again whether an account has GraphQL. */
const rememberedMs = 86_400_000;

/** Why GraphQL does not answer for an account, if that was found within a day. */
export const findGraphqlGap = async (
  tx: AccountTx,
  accountId: string,
  now: Date,
): Promise<string | undefined> => {
  const row = await tx
    .selectFrom('graphql_gap')
    .select('reason')
    .where('account_id', '=', accountId)
    .where('found_at', '>', new Date(now.getTime() - rememberedMs))
    .executeTakeFirst();
  return row?.reason;
};

/** Puts down that GraphQL does not answer for an account; the day begins now. */
export const recordGraphqlGap = async (
  tx: AccountTx,
  accountId: string,
  { reason, now }: { readonly reason: string; readonly now: Date },
): Promise<void> => {
  const found = { reason, found_at: now };
  await tx
    .insertInto('graphql_gap')
    .values({ account_id: accountId, ...found })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(found))
    .execute();
};

/** Whether what people see of an account was read by GraphQL. */
export const isReadByGraphql = async (tx: AccountTx, accountId: string): Promise<boolean> => {
  const row = await newestSucceeded(tx, accountId).select('source').executeTakeFirst();
  return row?.source === 'GRAPHQL';
};
