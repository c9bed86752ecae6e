import { randomUUID } from 'node:crypto';
import { Secret } from '@fleet-watch/trackunit-client';
import { expect, test } from 'vitest';
import { listenToAccountChanges } from '../database/account-changes.ts';
import { createTokenStore } from '../stores/create-token-store.ts';
import { installedBody, newKeyRing, startCallback, testIrisAppId } from '../testing/callback-under-test.ts';
import { describeEachDatabase } from '../testing/each-database.ts';

const token = {
  tokenId: randomUUID(),
  accessToken: new Secret('token'),
  grantedScopes: [],
  issuedAt: new Date(),
  expiresAt: new Date(Date.now() + 3_600_000),
};

describeEachDatabase((database) => {
  const setUp = async () => {
    const keys = newKeyRing();
    const callback = await startCallback({ database: database(), keys });
    const body = installedBody();
    const { accountId } = body;
    const key = { environment: 'https://auth.example', irisAppId: testIrisAppId, accountId, generation: '1' };
    const tokens = createTokenStore({ database: database(), keys });
    const seconds = Math.floor(Date.now() / 1000);
    await callback.deliver(body, { iat: seconds - 30 });
    await tokens.saveToken({ ...key, scope: 'asset.view' }, token);
    const heard: string[] = [];
    const onChange = (id: string) => void heard.push(id);
    const unlisten = await listenToAccountChanges(database(), { onChange, onGap: () => {} });
    const stop = async () => {
      await unlisten();
      await callback.stop();
    };
    const isKept = async () => (await tokens.findToken({ ...key, scope: 'asset.view' })) !== undefined;
    return { callback, body, accountId, seconds, heard, isKept, stop };
  };

  test.each([
    { what: 'with the same credential', change: {} },
    { what: 'with another credential', change: { clientSecret: 'next' } },
  ])('a reinstall $what drops cached tokens, in every process', async ({ change }) => {
    const { callback, body, accountId, seconds, heard, isKept, stop } = await setUp();
    await callback.deliver({ ...body, ...change }, { iat: seconds });
    expect(await isKept()).toBe(false);
    await expect.poll(() => heard).toEqual([accountId]);
    await stop();
  });

  test('neither a repeat nor an older install drops a token', async () => {
    const { callback, body, seconds, heard, isKept, stop } = await setUp();
    await callback.deliver(body, { iat: seconds - 30 });
    await callback.deliver({ ...body, clientSecret: 'older' }, { iat: seconds - 40 });
    expect(await isKept()).toBe(true);
    expect(heard).toEqual([]);
    await stop();
  });
});
