import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createMemoryRenewalLease,
  createMemoryTokenStore,
  createTokenProvider,
  Secret,
  type Credential,
  type Fetch,
  type TokenProvider,
} from '../index.ts';
import { createManualClock } from '../testing/manual-clock.ts';

// Words that a careless key would mix up: prefixes of each other, separators, quotes.
const environments = ['https://auth.a', 'https://auth.a.b'];
const apps = ['@x/y', '@x/y|z', '@x/y","z'];
const accounts = ['1', '1|2', '1","2', '1 2'];
const scopeLists = [['asset.view'], ['account.asset.manage'], ['asset.view', 'account.asset.manage']];
const kinds = ['APP_INSTALL', 'API_USER', 'API_KEY'] as const;

type Step = {
  env: number;
  app: number;
  account: number;
  scopes: number;
  act: 'get' | 'reinstall' | 'refuse';
  waitMs: number;
};

const step: fc.Arbitrary<Step> = fc.record({
  env: fc.nat(environments.length - 1),
  app: fc.nat(apps.length - 1),
  account: fc.nat(accounts.length - 1),
  scopes: fc.nat(scopeLists.length - 1),
  act: fc.constantFrom('get', 'get', 'get', 'reinstall', 'refuse'),
  waitMs: fc.constantFrom(0, 0, 1_000, 2_900_000, 3_700_000),
});

/** A token is the text of everything it was asked with, and a number, so that nothing about it can be guessed. */
const tellingFetch: Fetch = (url, { headers, body }) => {
  const form = Object.fromEntries(new URLSearchParams(body));
  const basic = Buffer.from((headers['authorization'] ?? '').replace('Basic ', ''), 'base64').toString();
  const client = form['client_id'] ?? decodeURIComponent(basic.split(':')[0]?.replaceAll('+', ' ') ?? '');
  const refreshed = form['refresh_token'];
  const owner = JSON.stringify([new URL(url).origin, client, form['scope'] ?? 'api offline_access']);
  if (refreshed !== undefined && refreshed !== owner) throw new Error(`${owner} was asked with ${refreshed}`);
  const grant = { access_token: owner, expires_in: 3600, refresh_token: owner, scope: form['scope'] };
  return Promise.resolve({
    status: 200,
    headers: { get: (name) => (name === 'content-type' ? 'application/json' : null) },
    body: (async function* () {
      yield Buffer.from(JSON.stringify(grant));
    })(),
  });
};

const createWorld = () => {
  const clock = createManualClock();
  const [store, lease] = [createMemoryTokenStore(), createMemoryRenewalLease(clock)];
  const generations = new Map<string, number>();
  const toClient = (irisAppId: string, accountId: string): string =>
    JSON.stringify([irisAppId, accountId, generations.get(`${irisAppId}\n${accountId}`) ?? 1]);
  const findCredential =
    (irisAppId: string) =>
    (accountId: string): Promise<Credential> => {
      const kind = kinds[accounts.indexOf(accountId) % kinds.length] ?? 'APP_INSTALL';
      const generation = String(generations.get(`${irisAppId}\n${accountId}`) ?? 1);
      const clientId = toClient(irisAppId, accountId);
      const secret = new Secret('s3cret');
      return Promise.resolve(
        kind === 'API_USER'
          ? { kind, generation, clientId, clientSecret: secret, username: 'u', password: secret }
          : { kind, generation, clientId, clientSecret: secret },
      );
    };
  const providers = environments.map((authUrl) =>
    apps.map((irisAppId) =>
      createTokenProvider({
        authUrl,
        irisAppId,
        credentials: { findCredential: findCredential(irisAppId) },
        store,
        lease,
        maxAccounts: 3,
        fetch: tellingFetch,
        clock,
        sleep: clock.sleep,
      }),
    ),
  );
  const reinstall = async (provider: TokenProvider, irisAppId: string, accountId: string) => {
    const name = `${irisAppId}\n${accountId}`;
    generations.set(name, (generations.get(name) ?? 1) + 1);
    // The other environment's provider of the app has its own copy of the account.
    for (const each of providers) await each[apps.indexOf(irisAppId)]?.invalidate({ accountId });
    return provider;
  };
  return { clock, providers, toClient, reinstall };
};

const assertOwner = (token: string, owner: string[], asked: readonly string[]): void => {
  const [environment, client, scope] = JSON.parse(token) as [string, string, string];
  expect([environment, client]).toEqual(owner);
  if (scope !== 'api offline_access') expect(scope.split(' ').sort()).toEqual([...asked].sort());
};

test('whatever happens in whatever order, a token belongs to who asked: environment, app, account, credential, scopes', async () => {
  const property = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
    const world = createWorld();
    for (const { env, app, account, scopes, act, waitMs } of steps) {
      world.clock.advance(waitMs);
      const [authUrl = '', irisAppId = '', accountId = ''] = [
        environments[env],
        apps[app],
        accounts[account],
      ];
      const provider = world.providers[env]?.[app];
      const asked = scopeLists[scopes] ?? [];
      if (provider === undefined) throw new Error('no such provider');
      if (act === 'reinstall') await world.reinstall(provider, irisAppId, accountId);
      const tokens = await Promise.all([
        provider.getToken({ accountId, scopes: asked }),
        provider.getToken({ accountId, scopes: [...asked].reverse() }),
      ]);
      for (const { token } of tokens) {
        assertOwner(token.reveal(), [authUrl, world.toClient(irisAppId, accountId)], asked);
      }
      if (act === 'refuse') await provider.invalidate({ accountId, token: tokens[0] });
    }
  });
  await fc.assert(property, { numRuns: 150 });
});
