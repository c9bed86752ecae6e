import { isTrackunitError } from '../trackunit-error.ts';
import type { ApiCaller } from './api-caller.ts';
import type { TrackunitAsset } from './asset.ts';
import { followCursor, openPages, type CursorPage } from './follow-pages.ts';
import type { PageRequest } from './graphql-assets.ts';
import { graphqlGaps, type GraphqlGap } from './graphql-answer.ts';
import { openRestFleet } from './rest-fleet.ts';

/** The fleet, a page at a time; the next page is asked for when the caller wants it. To be read once. */
export type FleetPages = AsyncIterable<readonly TrackunitAsset[]>;

/**
 * A reading that has begun, and by which of Trackunit's APIs. `reason` says why not by GraphQL: `html` (a page
 * instead of an answer, with any status below 500 but 401, 408 and 429), `forbidden` or `not_found`; usually the account
 * has no IrisX.
 */
export type FleetReading =
  | { readonly source: 'GRAPHQL'; readonly pages: FleetPages }
  | { readonly source: 'REST'; readonly reason: GraphqlGap; readonly pages: FleetPages };

/** How the fleet is read. */
export type FleetOptions = {
  readonly signal?: AbortSignal | undefined;
  /** Assets per page of GraphQL, default 100, which Trackunit recommends. REST takes 1000. */
  readonly pageSize?: number | undefined;
  /**
   * The longest that the first page waits, of GraphQL as of REST, in milliseconds, default as any call. The pages after
   * it wait as any call: a reading that has begun is not given up for a limit.
   */
  readonly maxWaitToOpenMs?: number | undefined;
  /** Why GraphQL is known not to be there: the fleet is read by REST at once, and GraphQL is not asked. */
  readonly knownGap?: GraphqlGap | undefined;
};

type FetchGraphqlPage = (request: PageRequest) => Promise<CursorPage<TrackunitAsset>>;

/**
 * Makes the opener of readings. It reads the first page by GraphQL, and decides by that anew each time, so that an
 * account that gets IrisX is noticed; a caller that remembers the answer for a while passes `knownGap`. By REST, too,
 * a reading is open once its first page is there.
 */
export const createOpenFleet =
  (call: ApiCaller, fetchPage: FetchGraphqlPage) =>
  async (
    accountId: string,
    { signal, pageSize = 100, maxWaitToOpenMs, knownGap }: FleetOptions = {},
  ): Promise<FleetReading> => {
    const byRest = async (reason: GraphqlGap): Promise<FleetReading> => ({
      source: 'REST',
      reason,
      pages: await openRestFleet(call, { accountId, signal, maxWaitToOpenMs }),
    });
    const next = (after: string | undefined) => {
      const maxWaitMs = after === undefined ? maxWaitToOpenMs : undefined;
      return fetchPage({ accountId, pageSize, after, signal, maxWaitMs });
    };
    if (knownGap !== undefined) return byRest(knownGap);
    try {
      return { source: 'GRAPHQL', pages: await openPages(followCursor(next, 'POST /api/graphql/')) };
    } catch (error) {
      const reason = isTrackunitError(error, 'graphql_unavailable')
        ? graphqlGaps.find((gap) => gap === error.platformCode)
        : undefined;
      if (reason === undefined) throw error;
      return byRest(reason);
    }
  };
