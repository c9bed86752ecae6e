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
        return [failure ?? ended, seen?.state];
      });
    };
    return { sync, asked: () => state.asked };
  };

  test.each(['html', 'not_found', 'forbidden'] as const)(
    'after one odd answer of GraphQL (%s) the next sync asks it again, however often that happens',
    async (gap) => {
      const { sync, asked } = newAccount();
      for (const _round of [1, 2]) {
        expect(await sync(60)).toEqual(['SUCCEEDED', 'REPORTING']);
        expect(await sync(60, gap)).toEqual(['SUCCEEDED', 'NEVER_REPORTED']);
      }
      expect(asked()).toBe(4);
    },
  );

  test('an account that lost GraphQL is read by REST for a day from the second sync that finds so', async () => {
    const { sync, asked } = newAccount();
    await sync(0);
    for (const minutes of [60, 60, 60, 22 * 60]) {
      expect(await sync(minutes, 'html')).toEqual(['SUCCEEDED', 'NEVER_REPORTED']);
    }
    expect(asked()).toBe(3);
    await sync(61, 'html');
    expect(asked()).toBe(4);
  });

  test('an account that never had GraphQL is asked once a day', async () => {
    const { sync, asked } = newAccount();
    await sync(0, 'not_found');
    await sync(60, 'not_found');
    expect(asked()).toBe(1);
    expect(await sync(24 * 60)).toEqual(['SUCCEEDED', 'REPORTING']);
    expect(asked()).toBe(2);
  });
});
