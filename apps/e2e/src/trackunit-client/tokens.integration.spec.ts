import { demoAccounts } from '@fleet-watch/emulator';
import { IrisScope } from '@fleet-watch/scopes';
import { createMemoryTokenStore, Secret, type Credential } from '@fleet-watch/trackunit-client';
import { expect, test } from 'vitest';
import { collect } from './collect.ts';
import { startPlatform } from './start-platform.ts';

const accountId = demoAccounts.nordhavn;
const scopes = [IrisScope.AssetView];
const hour = 3_600_000;

type ApiUser = { username: string; password: string; clientId: string; clientSecret: string };
type ApiKey = { clientId: string; clientSecret: string };

const startWithApiUser = async () => {
  const platform = await startPlatform();
  const user = await platform.ask<ApiUser>('api-users', { accountId, username: 'ada@example.com' });
  const credential: Credential = {
    ...user,
    kind: 'API_USER',
    generation: 'user',
    clientSecret: new Secret(user.clientSecret),
    password: new Secret(user.password),
  };
  platform.credentials.set(accountId, credential);
  return platform;
};

test('app install → /apptoken → Bearer call', async () => {
  await using platform = await startPlatform();
  await platform.install(accountId);
  const pages = await collect(platform.createClient().account(accountId).assets());
  expect(pages.flat()).toHaveLength(60);
  expect(await platform.calls('POST /apptoken')).toMatchObject([{ status: 200 }]);
  expect(await platform.calls('POST /api/graphql/')).toMatchObject([{ status: 200, accountId }]);
});

test('scopes are a subset of the manifest: another is refused before the network, and by Trackunit', async () => {
  await using platform = await startPlatform();
  await platform.install(accountId);
  const asked = { accountId, scopes: [IrisScope.AccountDelete] };
  await expect(platform.createTokens().getToken(asked)).rejects.toMatchObject({ code: 'scope_not_declared' });
  expect(await platform.calls('POST /apptoken')).toEqual([]);
  const careless = platform.createTokens({ declaredScopes: undefined });
  await expect(careless.getToken(asked)).rejects.toMatchObject({ code: 'invalid_scope' });
});

test('expires_in is honoured: one token for an hour, another after it', async () => {
  await using platform = await startPlatform();
  await platform.install(accountId);
  const account = platform.createClient().account(accountId);
  for (let quarter = 0; quarter < 3; quarter += 1) {
    await collect(account.assets());
    platform.pass(hour / 5);
  }
  expect(await platform.tokens()).toHaveLength(1);
  platform.pass(hour / 2);
  await collect(account.assets());
  expect(await platform.tokens()).toHaveLength(2);
  const statuses = (await platform.calls('POST /api/graphql/')).map(({ status }) => status);
  expect(statuses).toEqual([200, 200, 200, 200]);
});

test('API user → Basic + password → Bearer call', async () => {
  await using platform = await startWithApiUser();
  const pages = await collect(platform.createClient().account(accountId).assets());
  expect(pages.flat()).toHaveLength(60);
  expect(await platform.tokens()).toMatchObject([{ kind: 'API_USER' }]);
});

test('refresh: an API user’s token is renewed with its rotating refresh token, over and over', async () => {
  await using platform = await startWithApiUser();
  const sent: string[] = [];
  const tokens = platform.createTokens({
    fetch: (url, init) => {
      sent.push(new URLSearchParams(init.body).get('grant_type') ?? '');
      return fetch(url, init);
    },
  });
  for (let round = 0; round < 4; round += 1) {
    await tokens.getToken({ accountId, scopes });
    platform.pass(1.1 * hour);
  }
  expect(sent).toEqual(['password', 'refresh_token', 'refresh_token', 'refresh_token']);
});

test('API key → /token/v2 → Bearer call, with the scopes of the key', async () => {
  await using platform = await startPlatform();
  const key = await platform.ask<ApiKey>('api-keys', { accountId, scopes });
  const secret = new Secret(key.clientSecret);
  platform.credentials.set(accountId, {
    kind: 'API_KEY',
    generation: 'key',
    clientId: key.clientId,
    clientSecret: secret,
  });
  const client = platform.createClient();
  expect((await collect(client.account(accountId).assets())).flat()).toHaveLength(60);
  const writing = client.account(accountId).setAssetTextFields({ assetId: 'a', values: {} });
  await expect(writing).rejects.toMatchObject({ code: 'invalid_scope' });
});

test('error when nothing is granted', async () => {
  await using platform = await startPlatform();
  await platform.install(accountId, [IrisScope.AccountAssetManage]);
  const tokens = platform.createTokens();
  const both = await tokens.getToken({
    accountId,
    scopes: [IrisScope.AssetView, IrisScope.AccountAssetManage],
  });
  expect(both.grantedScopes).toEqual([IrisScope.AssetView]);
  const denied = { accountId, scopes: [IrisScope.AccountAssetManage] };
  await expect(tokens.getToken(denied)).rejects.toMatchObject({ code: 'scope_not_granted' });
  expect(await platform.calls('POST /apptoken')).toHaveLength(1);
});

test.each(['oauth', 'okta', 'mixed'] as const)(
  'a wrong credential is invalid_client in %s words, asked once',
  async (tokenErrors) => {
    await using platform = await startPlatform({ choices: { tokenErrors } });
    await platform.install(accountId);
    await platform.trackunit.runScenario('Secret rotated');
    const tokens = platform.createTokens();
    for (let call = 0; call < 100; call += 1) {
      await expect(tokens.getToken({ accountId, scopes })).rejects.toMatchObject({ code: 'invalid_client' });
    }
    expect(await platform.calls('POST /apptoken')).toHaveLength(1);
  },
);

test('an uninstall that nobody told of shows as invalid_client, and a reinstall is good at once', async () => {
  await using platform = await startPlatform();
  await platform.install(accountId);
  const tokens = platform.createTokens();
  const client = platform.createClient({ tokens });
  await collect(client.account(accountId).assets());
  await platform.trackunit.uninstall({ irisAppId: platform.irisAppId, accountId });
  await expect(collect(client.account(accountId).assets())).rejects.toMatchObject({ code: 'invalid_client' });
  await platform.install(accountId);
  await tokens.invalidate({ accountId });
  expect((await collect(client.account(accountId).assets())).flat()).toHaveLength(60);
});

test('a thousand cold callers are one request, and the next process takes the token over', async () => {
  await using platform = await startPlatform();
  await platform.install(accountId);
  const store = createMemoryTokenStore();
  const ask = { accountId, scopes };
  const { getToken } = platform.createTokens({ store });
  await Promise.all(Array.from({ length: 1_000 }, () => getToken(ask)));
  await platform.createTokens({ store }).getToken(ask);
  expect(await platform.calls('POST /apptoken')).toHaveLength(1);
});
