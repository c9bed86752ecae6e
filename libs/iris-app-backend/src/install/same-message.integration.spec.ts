import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeEachDatabase } from '../testing/each-database.ts';
import { installedBody, startCallback } from '../testing/callback-under-test.ts';

describeEachDatabase((database) => {
  let callback: Awaited<ReturnType<typeof startCallback>>;
  beforeAll(async () => {
    callback = await startCallback({ database: database() });
  });
  afterAll(() => callback.stop());

  const secretOf = async (accountId: string) =>
    (await callback.vault.findCredential(accountId))?.clientSecret.reveal();
  const actionsOf = async (accountId: string) =>
    (await callback.vault.listAudit(accountId)).map(({ action }) => action);

  /** An identity that says the same as every other one, but for its test. */
  const unnamed = () =>
    callback.signer.sign({ iat: undefined, exp: undefined, jti: undefined, nonce: randomUUID() });
  const named = () => callback.signer.sign();
  /** Delivers with an identity that is used more than once. */
  const poster = (identity: string) => async (body: unknown) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return (await callback.post(text, { 'trackunit-identity': identity })).status;
  };

  test('401 identity_invalid for a jti that came before with another body, also in the same moment', async () => {
    const post = poster(await named());
    const statuses = await Promise.all([post(installedBody()), post(installedBody())]);
    expect(statuses.sort()).toEqual([204, 401]);
    expect(await post(installedBody())).toBe(401);
  });

  test('without a jti, two accounts that install with the same signed bytes are both installed', async () => {
    const post = poster(await unnamed());
    const [one, other, third] = [installedBody(), installedBody(), installedBody()];
    expect(await Promise.all([post(one), post(other)])).toEqual([204, 204]);
    expect(await post(third)).toBe(204);
    for (const { accountId, clientSecret } of [one, other, third])
      expect(await secretOf(accountId)).toBe(clientSecret);
  });

  test('without a jti, what is known of an account is known in its small and in its capital letters', async () => {
    const post = poster(await unnamed());
    const body = installedBody();
    expect(await post(body)).toBe(204);
    const stolen = { ...body, accountId: body.accountId.toUpperCase(), clientSecret: 'stolen' };
    expect(await post(stolen)).toBe(401);
    expect(await secretOf(body.accountId)).toBe(body.clientSecret);
  });

  describe.each([
    ['with a jti', named],
    ['without a jti', unnamed],
  ])('%s', (_, sign) => {
    test.each([{ clientSecret: 'stolen' }, { clientId: 'another' }, { type: 'UNINSTALLED' }])(
      'the same identity for the same account with %j is refused and changes nothing',
      async (change) => {
        const post = poster(await sign());
        const body = installedBody();
        expect(await post(body)).toBe(204);
        expect(await post({ ...body, ...change })).toBe(401);
        expect(await secretOf(body.accountId)).toBe(body.clientSecret);
        expect(await actionsOf(body.accountId)).toEqual(['INSTALLED']);
      },
    );

    test('a message that is only written otherwise is the same again', async () => {
      const post = poster(await sign());
      const body = installedBody();
      expect(await post(body)).toBe(204);
      expect(await post(JSON.stringify(body, undefined, 2))).toBe(204);
      expect(await post(Object.fromEntries(Object.entries(body).reverse()))).toBe(204);
      expect(await post({ ...body, region: 'eu' })).toBe(204);
      expect(await post({ ...body, accountId: body.accountId.toUpperCase() })).toBe(204);
      expect(await actionsOf(body.accountId)).toEqual(['INSTALLED']);
    });

    test('a message of a type that nobody knows is the same again by what is known of it', async () => {
      const post = poster(await sign());
      const body = installedBody({ type: 'UPGRADED' });
      expect(await post(body)).toBe(204);
      expect(await post({ ...body, region: 'eu' })).toBe(204);
      expect(await post({ ...body, type: 'DOWNGRADED' })).toBe(401);
      expect(await actionsOf(body.accountId)).toEqual(['UNKNOWN_MESSAGE']);
    });
  });
});
