import { z } from 'zod';
import { IrisScope } from '@fleet-watch/scopes';
import type { TrackunitAsset } from './asset.ts';
import { normaliseId } from './asset-id.ts';
import type { ApiCaller } from './api-caller.ts';
import type { Budgets } from './budgets.ts';
import { assetShape, optionalInstant } from './fields.ts';
import type { CursorPage } from './follow-pages.ts';
import { createGraphqlParser } from './graphql-answer.ts';
import { TrackunitError } from '../trackunit-error.ts';

/** With the slash: without it the gateway serves Manager's page. */
const path = '/api/graphql/';
const endpoint = 'graphql';

const query = `query FleetAssets($first: Int!, $after: Cursor) {
  assets(first: $first, after: $after) {
    edges { node { id name brand model serialNumber assetType lastSeen } }
    pageInfo { endCursor hasNextPage }
  }
  rateLimit { cost remaining resetIn }
}`;

const nodeSchema = z
  .object({ ...assetShape, lastSeen: optionalInstant })
  .transform(({ id, lastSeen, ...rest }): TrackunitAsset => ({
    assetId: normaliseId(id),
    ...rest,
    lastSeenAt: lastSeen,
  }));

const rateLimitSchema = z.object({ cost: z.number(), remaining: z.number(), resetIn: z.number() });

const dataSchema = z.object({
  assets: z.object({
    edges: z.array(z.object({ node: nodeSchema })),
    pageInfo: z.object({ endCursor: z.string().nullish(), hasNextPage: z.boolean() }),
  }),
  // Only politeness needs it, so an answer without it is good.
  rateLimit: rateLimitSchema.nullish().catch(undefined),
});

const parseData = createGraphqlParser(dataSchema);

/** Trackunit's advice is to stop when fewer than so many times the query's cost remain. */
const reserve = 10;

/** How one page is asked for. */
export type PageRequest = {
  readonly accountId: string;
  readonly pageSize: number;
  readonly after: string | undefined;
  readonly signal: AbortSignal | undefined;
  /** See `ApiCall`. */
  readonly maxWaitMs?: number | undefined;
};

/**
 * Makes the reader of one page of a fleet by GraphQL. When the account's points run low, its next call waits until
 * they are back, instead of running into the limit.
 *
 * @see https://developers.trackunit.com — "GraphQL API", "GraphQL API rate limits"
 */
export const createGraphqlAssets =
  (call: ApiCaller, budgets: Budgets) =>
  async ({
    accountId,
    pageSize,
    after,
    signal,
    maxWaitMs,
  }: PageRequest): Promise<CursorPage<TrackunitAsset>> => {
    const { assets, rateLimit } = await call({
      accountId,
      endpoint,
      scopes: [IrisScope.AssetView],
      method: 'POST',
      path,
      body: { query, variables: { first: pageSize, after } },
      isIdempotent: true,
      signal,
      maxWaitMs,
      understand: parseData,
    });
    if (rateLimit && rateLimit.remaining < rateLimit.cost * reserve) {
      await budgets.pause({ accountId, endpoint }, Math.max(0, rateLimit.resetIn));
    }
    const { endCursor, hasNextPage } = assets.pageInfo;
    if (hasNextPage && !endCursor) {
      throw new TrackunitError('bad_response', `POST ${path} promised a next page without a cursor`);
    }
    return {
      items: assets.edges.map(({ node }) => node),
      next: hasNextPage ? (endCursor ?? undefined) : undefined,
    };
  };
