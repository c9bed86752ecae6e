import type { Database } from '@fleet-watch/iris-app-backend';
import { graphqlGaps, type GraphqlGap } from '@fleet-watch/trackunit-client';
import {
  findGraphqlGap,
  forgetGraphqlGap,
  isReadByGraphql,
  recordGraphqlGap,
  type FoundGap,
} from '../store/graphql-gaps.ts';
import type { FleetWatchTables } from '../store/tables.ts';

/** What is known of an account before its fleet is read. */
export type RecalledGap = {
  readonly last: FoundGap | undefined;
  /** Why GraphQL need not be asked: the account is read by REST at once. */
  readonly knownGap: GraphqlGap | undefined;
  readonly isReadByGraphql: boolean;
};

/** How long nobody asks again whether an account has GraphQL, once two syncs found that it has not. */
const rememberedMs = 86_400_000;

/** Syncs that follow sooner find the same fault again, and prove no more: somebody may have asked for them. */
const apartMs = 1_800_000;

const toKnownGap = (found: FoundGap | undefined, isUsual: boolean, nowMs: number): GraphqlGap | undefined => {
  if (found === undefined) return undefined;
  const isKnown = found.isConfirmed || isUsual;
  const ageMs = nowMs - found.foundAt.getTime();
  if (!isKnown || ageMs >= (found.isConfirmed ? rememberedMs : apartMs)) return undefined;
  return graphqlGaps.find((gap) => gap === found.reason);
};

/**
 * Makes the memory of which accounts have no GraphQL. It lasts a day, from the second sync in a row that found so: a
 * single odd answer, such as a page that says that Trackunit is being mended, would else cost a day of poorer data. The
 * first counts for half an hour where the account was not read by GraphQL before.
 */
export const createGapMemory = (database: Database<FleetWatchTables>, now: () => Date) => ({
  recall: (accountId: string): Promise<RecalledGap> =>
    database.forAccount(accountId, async (tx) => {
      const last = await findGraphqlGap(tx, accountId);
      const byGraphql = await isReadByGraphql(tx, accountId);
      const knownGap = toKnownGap(last, !byGraphql, now().getTime());
      return { last, knownGap, isReadByGraphql: byGraphql };
    }),

  /** Puts down that GraphQL did not answer, and answers whether that is confirmed now. */
  note: async (accountId: string, reason: GraphqlGap, { last }: RecalledGap): Promise<boolean> => {
    const foundAt = now();
    const isAgain = last !== undefined && foundAt.getTime() - last.foundAt.getTime() >= apartMs;
    const isConfirmed = last?.isConfirmed === true || isAgain;
    // The first of two keeps its time, so that asking often makes it no younger.
    const found = { reason, foundAt: isConfirmed ? foundAt : (last?.foundAt ?? foundAt), isConfirmed };
    await database.forAccount(accountId, (tx) => recordGraphqlGap(tx, accountId, found));
    return isConfirmed;
  },

  /** Puts down that GraphQL answers. */
  forget: async (accountId: string, { last }: RecalledGap): Promise<void> => {
    if (last === undefined) return;
    await database.forAccount(accountId, (tx) => forgetGraphqlGap(tx, accountId));
  },
});
