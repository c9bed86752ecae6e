import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Secret } from '../secret.ts';
import type { StoredToken, TokenKey, TokenStore } from '../tokens/token-store.ts';
import type { ContractCase } from './contract.ts';

const newKey = (): TokenKey => ({
  environment: 'https://auth.trackunit.com',
  irisAppId: '@fleet-watch/fleet-watch',
  accountId: randomUUID(),
  generation: '1',
  scope: 'account.asset.manage asset.view',
});

const newToken = (text: string): StoredToken => ({
  // Any text, not only a UUID.
  tokenId: `${randomUUID()}-7`,
  accessToken: new Secret(text),
  refreshToken: new Secret(`refresh of ${text}`),
  grantedScopes: ['asset.view'],
  issuedAt: new Date('2026-01-01T10:00:00.123Z'),
  expiresAt: new Date('2126-01-01T11:00:00.456Z'),
});

const toPlain = (token: StoredToken | undefined) =>
  token && { ...token, accessToken: token.accessToken.reveal(), refreshToken: token.refreshToken?.reveal() };

const assertKept = async (store: TokenStore, key: TokenKey, token: StoredToken): Promise<void> =>
  assert.deepEqual(toPlain(await store.findToken(key)), toPlain(token));

/** The promises of a `TokenStore`. */
export const tokenStoreContract: readonly ContractCase<TokenStore>[] = [
  {
    name: 'a token that was never saved is not found',
    check: async (create) => assert.equal(await (await create()).findToken(newKey()), undefined),
  },
  {
    name: 'a saved token is found as it was, to the millisecond, and the next one replaces it',
    check: async (create) => {
      const [store, key, first, second] = [await create(), newKey(), newToken('one'), newToken('two')];
      await store.saveToken(key, first);
      await assertKept(store, key, first);
      await store.saveToken(key, { ...second, refreshToken: undefined });
      await assertKept(store, key, { ...second, refreshToken: undefined });
    },
  },
  {
    name: 'keys that differ in one member have nothing in common',
    check: async (create) => {
      const [store, key, token] = [await create(), newKey(), newToken('one')];
      await store.saveToken(key, token);
      for (const member of ['environment', 'irisAppId', 'generation', 'scope'] as const) {
        assert.equal(await store.findToken({ ...key, [member]: 'another' }), undefined, member);
      }
      assert.equal(await store.findToken({ ...key, accountId: randomUUID() }), undefined);
    },
  },
  {
    name: 'an expired token is of no use afterwards, and its refresh token stays if the token is still there',
    check: async (create) => {
      const [store, key, token] = [await create(), newKey(), newToken('one')];
      await store.saveToken(key, token);
      await store.expireToken(key, token.tokenId);
      const found = await store.findToken(key);
      if (found === undefined) return;
      assert.ok(found.expiresAt.getTime() < Date.now());
      assert.equal(found.refreshToken?.reveal(), 'refresh of one');
    },
  },
  {
    name: 'expiring a token that was replaced leaves the new one alone',
    check: async (create) => {
      const [store, key, first, second] = [await create(), newKey(), newToken('one'), newToken('two')];
      await store.saveToken(key, first);
      await store.saveToken(key, second);
      await store.expireToken(key, first.tokenId);
      await assertKept(store, key, second);
    },
  },
  {
    name: 'deleting takes every generation and scope of one account, and nothing of another account, app or environment',
    check: async (create) => {
      const [store, key, token] = [await create(), newKey(), newToken('one')];
      const gone = [key, { ...key, generation: '2' }, { ...key, scope: 'asset.view' }];
      const kept = [
        { ...key, accountId: randomUUID() },
        { ...key, irisAppId: '@another/app' },
        { ...key, environment: 'https://auth.example' },
      ];
      for (const each of [...gone, ...kept]) await store.saveToken(each, token);
      await store.deleteTokens(key);
      for (const each of gone) assert.equal(await store.findToken(each), undefined);
      for (const each of kept) await assertKept(store, each, token);
    },
  },
];
