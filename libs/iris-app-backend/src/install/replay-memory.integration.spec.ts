import { createIdentityVerifier, createKeySource } from '@fleet-watch/trackunit-client';
import { expect, test } from 'vitest';
import { installedBody, newKeyRing, startCallback } from '../testing/callback-under-test.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import { createTestSigner } from '../testing/signer.ts';

describeEachDatabase((database) => {
  test.each([
    ['a minute', undefined],
    ['ten minutes', 600],
  ])('an identity is remembered for as long as it is taken, %s longer than it is good', async (_, given) => {
    let nowMs = Date.now();
    const clock = { now: () => nowMs };
    const [keys, signer] = [newKeyRing(), await createTestSigner(clock)];
    const source = createKeySource({ jwksUrl: signer.jwksUrl, fetch: signer.fetch, clock });
    const verifyIdentity = createIdentityVerifier({ keys: source, clock, clockToleranceSeconds: given });
    const start = () => startCallback({ database: database(), clock, keys, signer, verifyIdentity });
    const before = await start();
    const identity = await signer.sign();
    const header = { 'trackunit-identity': identity };
    const body = installedBody();
    expect((await before.post(JSON.stringify(body), header)).status).toBe(204);
    await before.stop();

    nowMs += (300 + (given ?? 60) - 1) * 1000;
    const after = await start();
    // A callback clears what is to be forgotten when its first message comes.
    expect((await after.deliver(installedBody())).status).toBe(204);
    const stolen = JSON.stringify({ ...body, clientSecret: 'stolen' });
    expect((await after.post(stolen, header)).status).toBe(401);
    expect((await after.post(JSON.stringify(body), header)).status).toBe(204);
    await after.stop();
  });
});
