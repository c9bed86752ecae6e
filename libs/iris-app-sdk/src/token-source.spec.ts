import { expect, test } from 'vitest';
import { createTokenSource } from './token-source.ts';

/** A host that gives token 1, token 2, … and counts how often it was asked. */
function createCountingHost(expiresInSeconds?: number) {
  let nowMs = 1_700_000_000_000;
  let asked = 0;
  const tokens = createTokenSource({
    now: () => nowMs,
    connection: {
      call: async () => {
        asked += 1;
        return {
          token: `token ${asked}`,
          ...(expiresInSeconds !== undefined && { expiresInSeconds }),
        } as never;
      },
    },
  });
  return { tokens, asked: () => asked, pass: (seconds: number) => (nowMs += seconds * 1_000) };
}

test('a fresh token is given from memory', async () => {
  const { tokens, asked, pass } = createCountingHost(1_200);
  await tokens.getToken();
  pass(1_139);
  await expect(tokens.getToken()).resolves.toBe('token 1');
  expect(asked()).toBe(1);
});

test('a token within a minute of its end is replaced', async () => {
  const { tokens, pass } = createCountingHost(1_200);
  await tokens.getToken();
  pass(1_140);
  await expect(tokens.getToken()).resolves.toBe('token 2');
});

test('a token that lives shorter than the margin is used for half its life', async () => {
  const { tokens, pass, asked } = createCountingHost(40);
  await tokens.getToken();
  pass(19);
  await expect(tokens.getToken()).resolves.toBe('token 1');
  pass(1);
  await expect(tokens.getToken()).resolves.toBe('token 2');
  expect(asked()).toBe(2);
});

test('a token without a known end is asked for every time', async () => {
  const { tokens } = createCountingHost();
  await tokens.getToken();
  await expect(tokens.getToken()).resolves.toBe('token 2');
});

test('requests at the same time share one question', async () => {
  const { tokens, asked } = createCountingHost(1_200);
  await expect(Promise.all([tokens.getToken(), tokens.getToken({ forceRefresh: true })])).resolves.toEqual([
    'token 1',
    'token 1',
  ]);
  expect(asked()).toBe(1);
});

test('a refused token is replaced before its end', async () => {
  const { tokens } = createCountingHost(1_200);
  await tokens.getToken();
  await expect(tokens.getToken({ forceRefresh: true })).resolves.toBe('token 2');
});

test('a failed question is not remembered', async () => {
  let fails = true;
  const tokens = createTokenSource({
    connection: {
      call: async () => {
        if (fails) throw new Error('host is away');
        return { token: 'token', expiresInSeconds: 1_200 } as never;
      },
    },
  });
  await expect(tokens.getToken()).rejects.toThrow('host is away');
  fails = false;
  await expect(tokens.getToken()).resolves.toBe('token');
});
