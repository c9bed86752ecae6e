import { randomUUID } from 'node:crypto';
import { Secret, TrackunitError, type AccessToken } from '@fleet-watch/trackunit-client';
import { expect, test } from 'vitest';
import { describeEachDatabase } from '../testing/each-database.ts';
import { setUpVault } from '../testing/set-up-vault.ts';
import { createProveCredential } from './create-prove-credential.ts';

const refused = new TrackunitError('invalid_client', 'no');
const scopes = { required: ['asset.view'], optional: ['account.asset.manage'] };

/** A token provider that answers what it is told to, and notes what it was asked. */
const createTokens = () => {
  const asked: string[] = [];
  const token: AccessToken = { token: new Secret('t'), grantedScopes: ['asset.view'], expiresAt: new Date() };
  const errors: TrackunitError[] = [];
  return {
    asked,
    token,
    errors,
    tokens: {
      getToken: async (request: { scopes: readonly string[] }) => {
        asked.push(request.scopes.join(' '));
        const error = errors.shift();
        if (error !== undefined) throw error;
        return token;
      },
      invalidate: async () => void asked.push('invalidate'),
      forgetRefusal: () => void asked.push('forget the refusal'),
    },
  };
};

describeEachDatabase((database) => {
  const setUp = async (given = scopes) => {
    const { vault, install } = setUpVault(database());
    const { accountId } = await install();
    const { tokens, ...rest } = createTokens();
    const prove = createProveCredential({ vault, tokens, scopes: given });
    const find = () => vault.findInstallation(accountId);
    return { ...rest, tokens, vault, accountId, prove, find };
  };

  test('what was granted is kept with the install', async () => {
    const { accountId, prove, find, asked, token } = await setUp();
    expect((await prove(accountId))?.token).toBe(token);
    expect(await find()).toMatchObject({ grantedScopes: ['asset.view'], isProven: true });
    expect(asked).toEqual(['asset.view account.asset.manage']);
  });

  test('for an account that is suspended, or never had the app, nothing is asked', async () => {
    const { vault, accountId, prove, asked } = await setUp();
    await vault.suspend({ accountId, generation: 1 }, 'anna', 'unpaid');
    expect(await prove(accountId)).toBeUndefined();
    expect(await prove(randomUUID())).toBeUndefined();
    expect(asked).toEqual([]);
  });

  test('each refusal is one that Trackunit gave then, and the third one suspends the account', async () => {
    const { accountId, prove, find, asked, errors } = await setUp();
    errors.push(refused, refused, refused);
    for (let time = 0; time < 3; time += 1) await expect(prove(accountId)).rejects.toBe(refused);
    expect(await find()).toMatchObject({ status: 'SUSPENDED' });
    const question = 'asset.view account.asset.manage';
    const again = ['invalidate', 'forget the refusal', question];
    expect(asked).toEqual([question, ...again, ...again]);
  });

  test('a token that this process kept from before a refusal does not begin the count anew', async () => {
    const { vault, accountId, prove, find, tokens } = await setUp();
    let isKept = true;
    const { getToken } = tokens;
    tokens.getToken = async (request) => {
      if (!isKept) throw refused;
      return getToken(request);
    };
    tokens.invalidate = async () => void (isKept = false);
    // Another process was refused twice.
    for (let time = 0; time < 2; time += 1)
      await vault.recordTokenOutcome({ accountId, generation: 1 }, { type: 'invalid_client' });
    await expect(prove(accountId)).rejects.toBe(refused);
    expect(await find()).toMatchObject({ status: 'SUSPENDED' });
  });

  test('a failure that says nothing of the credential is not counted', async () => {
    const { accountId, prove, find, errors } = await setUp();
    const away = new TrackunitError('unavailable', 'no answer');
    errors.push(away);
    await expect(prove(accountId)).rejects.toBe(away);
    expect(await find()).toMatchObject({ status: 'ACTIVE', refusals: 0 });
  });

  test('where an optional scope makes the token be refused, the required ones are asked for alone', async () => {
    const { accountId, prove, find, asked, errors } = await setUp();
    errors.push(new TrackunitError('invalid_scope', 'no'));
    await prove(accountId);
    expect(asked).toEqual(['asset.view account.asset.manage', 'asset.view']);
    expect(await find()).toMatchObject({ grantedScopes: ['asset.view'] });
  });

  test.each([
    { required: ['asset.view'], optional: [] },
    { required: [], optional: ['asset.view'] },
  ])('of $required and $optional there is nothing less to ask for', async (given) => {
    const { accountId, prove, asked, errors } = await setUp(given);
    const invalid = new TrackunitError('invalid_scope', 'no');
    errors.push(invalid);
    await expect(prove(accountId)).rejects.toBe(invalid);
    expect(asked).toEqual(['asset.view']);
  });

  test('a credential that a call is refused with counts, and loses the token that still proved it', async () => {
    const { accountId, prove, find, asked } = await setUp();
    const proof = await prove(accountId);
    await proof?.noteFailure(new TrackunitError('unavailable', 'no answer'));
    expect(asked).not.toContain('invalidate');
    expect(await find()).toMatchObject({ refusals: 0 });
    await proof?.noteFailure(refused);
    expect(asked).toContain('invalidate');
    expect(await find()).toMatchObject({ refusals: 1 });
  });
});
