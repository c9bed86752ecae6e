import { expect, test } from 'vitest';
import { describeEachDatabase } from '../testing/each-database.ts';
import { installedBody, startCallback } from '../testing/callback-under-test.ts';
import { createKeyRing, generateCredentialKey, parseCredentialKeys } from '../vault/key-ring.ts';

describeEachDatabase((database) => {
  const [a, b] = [generateCredentialKey('a'), generateCredentialKey('b')];

  /** A callback that has taken one message, and one on the same database that was started afterwards with other keys. */
  const startTwice = async (keysBefore: string, keysAfter: string) => {
    const start = (keys: string, signer?: Awaited<ReturnType<typeof startCallback>>['signer']) =>
      startCallback({
        database: database(),
        keys: createKeyRing(parseCredentialKeys(keys)),
        ...(signer && { signer }),
      });
    const before = await start(keysBefore);
    const body = JSON.stringify(installedBody());
    const identity = { 'trackunit-identity': await before.signer.sign() };
    expect((await before.post(body, identity)).status).toBe(204);
    await before.stop();
    return { after: await start(keysAfter, before.signer), body, identity };
  };

  test('a replayed identity is known after a restart and after the first key was changed', async () => {
    const { after, body, identity } = await startTwice(a, `${b},${a}`);
    expect((await after.post(body, identity)).status).toBe(204);
    expect((await after.post(JSON.stringify(installedBody()), identity)).status).toBe(401);
    await after.stop();
  });

  test('the same credential in a newer message is no reinstall while it is not rotated yet, nor afterwards', async () => {
    const { after, body } = await startTwice(a, `${b},${a}`);
    const install = JSON.parse(body) as { accountId: string };
    const find = () => after.vault.findInstallation(install.accountId);
    const seconds = Math.floor(Date.now() / 1000);
    expect((await after.deliver(install, { iat: seconds + 10 })).status).toBe(204);
    expect(await find()).toMatchObject({ generation: 1 });
    await after.vault.rotateKeys();
    expect((await after.deliver(install, { iat: seconds + 20 })).status).toBe(204);
    expect(await find()).toMatchObject({ generation: 1 });
    expect((await after.deliver({ ...install, clientSecret: 'next' }, { iat: seconds + 30 })).status).toBe(
      204,
    );
    expect(await find()).toMatchObject({ generation: 2 });
    await after.stop();
  });

  test('a repeat is answered with 204 after its key was taken out, and with another body it stores nothing either', async () => {
    const { after, body, identity } = await startTwice(a, b);
    expect((await after.post(body, identity)).status).toBe(204);
    const other = installedBody();
    expect((await after.post(JSON.stringify(other), identity)).status).toBe(204);
    expect(await after.vault.findInstallation(other.accountId)).toBeUndefined();
    await after.stop();
  });
});
