import { expect, test } from 'vitest';
import { grant, startTokenServer } from '../testing/token-server.ts';

/** A token server whose answers grant this, whatever is asked for. */
const startGranting = (scope: string | undefined) =>
  startTokenServer((form, count, response) => ({ ...(grant(form, count, response) as object), scope }));

test.each([
  ['that the answer grants', 'site.view', ['site.view']],
  ['that the answer grants among others', 'asset.view site.view x.new', ['asset.view', 'site.view']],
  ['of an answer that does not say', undefined, ['site.view']],
])('a scope that no document names is granted to who asked for it, %s', async (_what, scope, granted) => {
  await using server = await startGranting(scope);
  const token = await server.createProvider().getToken({ accountId: 'a', scopes: ['site.view'] });
  expect(token.grantedScopes).toEqual(granted);
});

test('a scope that no document names is not granted to who did not ask, though the answers are the same', async () => {
  await using server = await startGranting('asset.view site.view');
  const { getToken } = server.createProvider();
  const one = await getToken({ accountId: 'a', scopes: ['asset.view', 'site.view'] });
  const other = await getToken({ accountId: 'b', scopes: ['asset.view'] });
  expect([one.grantedScopes, other.grantedScopes]).toEqual([['asset.view', 'site.view'], ['asset.view']]);
});

test('a scope that was asked for and not granted stays so, whether a document names it or not', async () => {
  await using server = await startGranting('asset.view');
  const { getToken } = server.createProvider();
  const token = await getToken({ accountId: 'a', scopes: ['asset.view', 'account.view', 'site.view'] });
  expect(token.grantedScopes).toEqual(['asset.view']);
  await expect(getToken({ accountId: 'a', scopes: ['site.view'] })).rejects.toMatchObject({
    code: 'scope_not_granted',
  });
});
