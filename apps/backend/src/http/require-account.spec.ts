import type { UserTokenVerdict } from '@fleet-watch/iris-app-backend';
import type { Request, Response } from 'express';
import { expect, test } from 'vitest';
import { ApiError } from './api-error.ts';
import { getAccountId } from './caller.ts';
import { createRequireAccount } from './require-account.ts';

const accountId = '6b5cb246-7945-4bb6-bec5-2a1413ffd1b3';
const good: UserTokenVerdict = { ok: true, user: { accountId, claims: {} } };
const bad: UserTokenVerdict = { ok: false, code: 'token_expired' };

const ask = (verdict: UserTokenVerdict | Promise<UserTokenVerdict>, authorization = 'Bearer a.b.c') => {
  const userTokens = { verify: () => verdict, forgetAccount: () => {}, forgetAll: () => {} };
  const request = { headers: { authorization } } as Request;
  let went = false;
  const done: unknown = createRequireAccount(userTokens)(request, {} as Response, () => (went = true));
  return { request, done, hasGone: () => went };
};

test('a token that is known already is let through without waiting', () => {
  const { request, hasGone } = ask(good);
  expect(hasGone()).toBe(true);
  expect(getAccountId(request)).toBe(accountId);
});

test('a token that has to be checked is let through afterwards', async () => {
  const { request, done, hasGone } = ask(Promise.resolve(good));
  expect(hasGone()).toBe(false);
  await done;
  expect(hasGone()).toBe(true);
  expect(getAccountId(request)).toBe(accountId);
});

test('a token that is refused goes no further, whether that is known at once or later', async () => {
  expect(() => ask(bad)).toThrow(ApiError);
  const { done, hasGone } = ask(Promise.resolve(bad));
  await expect(done).rejects.toMatchObject({ code: 'token_expired' });
  expect(hasGone()).toBe(false);
});

test.each(['', 'Bearer', 'Basic YTpi', 'Bearerx a.b.c'])(
  'who comes with %j has sent no token',
  (authorization) => {
    expect(() => ask(good, authorization)).toThrow(expect.objectContaining({ code: 'token_missing' }));
  },
);
