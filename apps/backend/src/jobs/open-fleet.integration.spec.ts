import { randomUUID } from 'node:crypto';
import type { Installation, TokenOutcome } from '@fleet-watch/iris-app-backend';
import { fleetWatchScopes } from '@fleet-watch/scopes';
import { Secret, TrackunitError, type FleetOptions, type GraphqlGap } from '@fleet-watch/trackunit-client';
import { expect, test } from 'vitest';
import { describeEachDatabase } from '../testing/each-database.ts';
import { AccountNotActiveError, createOpenFleet } from './open-fleet.ts';

const hourMs = 3_600_000;
const noPages = async function* () {};

describeEachDatabase((database) => {
  const newAccount = ({ status = 'ACTIVE' as Installation['status'] } = {}) => {
    const accountId = randomUUID();
    const outcomes: TokenOutcome[] = [];
    const asked: FleetOptions[] = [];
    const scopesAsked: (readonly string[])[] = [];
    const dropped: string[] = [];
    const state = {
      now: Date.parse('2026-03-28T12:00:00.000Z'),
      gap: undefined as GraphqlGap | undefined,
      /** What the token provider answers, and what Trackunit would. */
      tokenError: undefined as TrackunitError | undefined,
      answer: undefined as TrackunitError | undefined,
      readError: undefined as TrackunitError | undefined,
    };
    const installation = {
      ...{ accountId, status, generation: 3, credentialKind: 'APP_INSTALL', refusals: 0 },
      ...{ installedAt: new Date(0), grantedScopes: [], isProven: true },
    } satisfies Installation;
    const openFleet = createOpenFleet({
      logger: { info: () => {}, warn: () => {}, error: () => {} },
      database: database(),
      vault: {
        findInstallation: async () => installation,
        recordTokenOutcome: async (_ref, outcome) => {
          outcomes.push(outcome);
          installation.refusals = outcome.type === 'granted' ? 0 : installation.refusals + 1;
          return installation;
        },
      },
      tokens: {
        getToken: async ({ scopes }) => {
          scopesAsked.push(scopes);
          const error = state.tokenError;
          if (error?.code === 'invalid_scope') state.tokenError = undefined;
          if (error !== undefined) throw error;
          return { token: new Secret('t'), grantedScopes: ['asset.view'], expiresAt: new Date() };
        },
        forgetRefusal: () => {
          state.tokenError = state.answer;
        },
        invalidate: async ({ token }) => void dropped.push(token?.token.reveal() ?? 'every token'),
      },
      client: {
        account: () => ({
          openFleet: async (options = {}) => {
            asked.push(options);
            if (state.readError !== undefined) throw state.readError;
            const reason = options.knownGap ?? state.gap;
            return reason === undefined
              ? { source: 'GRAPHQL', pages: noPages() }
              : { source: 'REST', reason, pages: noPages() };
          },
        }),
      },
      now: () => new Date(state.now),
    });
    return { state, outcomes, asked, scopesAsked, dropped, open: () => openFleet(accountId) };
  };

  test('that GraphQL is not there is remembered for a day, and asked again after it', async () => {
    const { state, asked, open } = newAccount();
    state.gap = 'html';
    expect(await open()).toMatchObject({ source: 'REST', reason: 'html' });
    state.now += 23 * hourMs;
    expect(await open()).toMatchObject({ source: 'REST', reason: 'html' });
    // Using what is remembered does not make the day longer.
    state.now += 2 * hourMs;
    state.gap = undefined;
    expect(await open()).toMatchObject({ source: 'GRAPHQL' });
    expect(asked.map(({ knownGap }) => knownGap)).toEqual([undefined, 'html', undefined]);
  });

  test('what is remembered of one account says nothing of another', async () => {
    const [mine, theirs] = [newAccount(), newAccount()];
    mine.state.gap = 'forbidden';
    await mine.open();
    await theirs.open();
    expect(theirs.asked).toMatchObject([{ knownGap: undefined }]);
  });

  test('a refused credential is counted, and what was granted is kept', async () => {
    const { state, outcomes, open } = newAccount();
    await open();
    state.tokenError = new TrackunitError('invalid_client', 'no');
    await expect(open()).rejects.toMatchObject({ code: 'invalid_client' });
    expect(outcomes).toEqual([{ type: 'granted', scopes: ['asset.view'] }, { type: 'invalid_client' }]);
  });

  test('a refusal that is remembered is not counted again: Trackunit is asked', async () => {
    const { state, outcomes, open } = newAccount();
    state.tokenError = new TrackunitError('invalid_client', 'no');
    await expect(open()).rejects.toThrow();
    await open();
    expect(outcomes.map(({ type }) => type)).toEqual(['invalid_client', 'granted']);
  });

  test('a credential that is refused while a kept token still proved it counts, and loses that token', async () => {
    const { state, outcomes, dropped, open } = newAccount();
    state.readError = new TrackunitError('invalid_client', 'no');
    await expect(open()).rejects.toBe(state.readError);
    expect(outcomes.at(-1)).toEqual({ type: 'invalid_client' });
    expect(dropped).toEqual(['t']);
  });

  test('where an optional scope makes the token be refused, the required ones are asked for alone', async () => {
    const { state, scopesAsked, open } = newAccount();
    state.tokenError = new TrackunitError('invalid_scope', 'no');
    await open();
    expect(scopesAsked.at(-1)).toEqual(fleetWatchScopes.required);
    expect(scopesAsked).toHaveLength(2);
  });

  test('an account that is suspended is not asked for', async () => {
    const { asked, scopesAsked, open } = newAccount({ status: 'SUSPENDED' });
    await expect(open()).rejects.toBeInstanceOf(AccountNotActiveError);
    expect([asked, scopesAsked]).toEqual([[], []]);
  });
});
