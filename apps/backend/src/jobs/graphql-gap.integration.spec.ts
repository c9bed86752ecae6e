import { randomUUID } from 'node:crypto';
import type { GraphqlGap, TrackunitAsset } from '@fleet-watch/trackunit-client';
import { Secret } from '@fleet-watch/trackunit-client';
import { expect, test } from 'vitest';
import { findAsset } from '../store/assets.ts';
import { findSync, queueSync } from '../store/syncs.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import { asset, hoursAgo, silent, start } from '../testing/fleet-under-test.ts';
import { buildInstallation } from '../testing/installation.ts';
import { createRecordedJobs } from '../testing/recorded-jobs.ts';
import { createOpenFleet } from './open-fleet.ts';
import { createPostponeSync } from './postpone-sync.ts';
import { createSyncFleetHandler } from './sync-fleet-handler.ts';
import { createSyncFleet } from './sync-fleet.ts';

const minuteMs = 60_000;

describeEachDatabase((database) => {
  /** An account with one machine, which GraphQL knows to report and REST has no location of. */
  const newAccount = () => {
    const accountId = randomUUID();
    const state = { nowMs: start.getTime(), gap: undefined as GraphqlGap | undefined, asked: 0 };
    const now = () => new Date(state.nowMs);
    const toPages = async function* (lastSeenAt: Date | null): AsyncGenerator<TrackunitAsset[]> {
      yield [asset('a', lastSeenAt)];
    };
    const installation = buildInstallation({ accountId });
    const openFleet = createOpenFleet({
      ...{ database: database(), logger: silent, now },
      vault: { findInstallation: async () => installation, recordTokenOutcome: async () => installation },
      tokens: {
        getToken: async () => ({
          token: new Secret('t'),
          grantedScopes: ['asset.view'],
          expiresAt: new Date(state.nowMs + 3_600_000),
        }),
        forgetRefusal: () => {},
        invalidate: async () => {},
      },
      client: {
        account: () => ({
          openFleet: async ({ knownGap } = {}) => {
            if (knownGap === undefined) state.asked += 1;
            const reason = knownGap ?? state.gap;
            return reason === undefined
              ? { source: 'GRAPHQL', pages: toPages(hoursAgo(1)) }
              : { source: 'REST', reason, pages: toPages(null) };
          },
        }),
      },
    });
    const dependencies = {
      database: database(),
      logger: silent,
      syncFleet: createSyncFleet({ database: database(), openFleet, logger: silent, now }),
      postponeSync: createPostponeSync({ database: database(), jobs: createRecordedJobs().jobs }),
      moveToLarge: () => Promise.reject(new Error('no fleet here is large')),
    };
    // The account's sync is in one of the two, the other has nothing to do.
    const lines = (['new', 'small'] as const).map((line) =>
      createSyncFleetHandler({ ...dependencies, line }),
    );
    /** Syncs after a while, as the answers are then, and says how that ended and what people see of the machine. */
    const sync = async (afterMinutes: number, gap?: GraphqlGap) => {
      state.nowMs += afterMinutes * minuteMs;
      state.gap = gap;
      const id = randomUUID();
      await database().forAccount(accountId, (tx) => queueSync(tx, accountId, id));
      const { signal } = new AbortController();
      for (const handle of lines) {
        await handle({ jobId: randomUUID(), accountId, payload: {}, attempt: 1, signal });
      }
      return database().forAccount(accountId, async (tx) => {
        const { state: ended, failure } = (await findSync(tx, accountId, id)) ?? {};
        const seen = await findAsset(tx, accountId, 'a');
        return [failure ?? ended, seen?.state, seen?.transitions.length];
      });
    };
    return { sync, asked: () => state.asked };
  };

  const reporting = ['SUCCEEDED', 'REPORTING', 0];
  const left = ['graphql_unavailable', 'REPORTING', 0];
  const byRest = ['SUCCEEDED', 'NEVER_REPORTED', 1];

  test.each(['html', 'not_found', 'forbidden'] as const)(
    'one odd answer of GraphQL (%s) changes nothing that people see or webhooks tell',
    async (gap) => {
      const { sync } = newAccount();
      expect(await sync(0)).toEqual(reporting);
      expect(await sync(60, gap)).toEqual(left);
      expect(await sync(60)).toEqual(reporting);
      // What was found before GraphQL answered again does not count.
      expect(await sync(60, gap)).toEqual(left);
      expect(await sync(60)).toEqual(reporting);
    },
  );

  test('an account that lost GraphQL is read by REST from the second sync that finds so, for a day', async () => {
    const { sync, asked } = newAccount();
    await sync(0);
    expect(await sync(60, 'html')).toEqual(left);
    expect(await sync(60, 'html')).toEqual(byRest);
    expect(asked()).toBe(3);
    expect(await sync(60, 'html')).toEqual(byRest);
    expect(await sync(22 * 60, 'html')).toEqual(byRest);
    expect(asked()).toBe(3);
    expect(await sync(61, 'html')).toEqual(byRest);
    expect(await sync(60, 'html')).toEqual(byRest);
    expect(asked()).toBe(4);
  });

  test('syncs that somebody asks for within half an hour are no second opinion, and put it off no longer', async () => {
    const { sync } = newAccount();
    await sync(0);
    expect(await sync(60, 'html')).toEqual(left);
    expect(await sync(1, 'html')).toEqual(left);
    expect(await sync(28, 'html')).toEqual(left);
    expect(await sync(1, 'html')).toEqual(byRest);
  });

  test('an account that is new is read by REST at once, and asked again by its next turn', async () => {
    const { sync, asked } = newAccount();
    expect(await sync(0, 'not_found')).toEqual(['SUCCEEDED', 'NEVER_REPORTED', 0]);
    expect(await sync(1, 'not_found')).toEqual(['SUCCEEDED', 'NEVER_REPORTED', 0]);
    expect(asked()).toBe(1);
    expect(await sync(59)).toEqual(['SUCCEEDED', 'REPORTING', 1]);
    expect(asked()).toBe(2);
  });
});
