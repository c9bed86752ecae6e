import { expect, test } from 'vitest';
import { credentialInputSchema, credentialKinds, type Credential, type CredentialKind } from '../index.ts';

const values: Record<string, string> = {
  clientId: ' 0oa ',
  clientSecret: ' s3cret ',
  username: 'ada@example.com',
  password: 'pass word',
};

const toInput = (kind: CredentialKind) => {
  const { plain, secret } = credentialKinds[kind];
  return { kind, ...Object.fromEntries([...plain, ...secret].map((member) => [member, values[member]])) };
};

test.each(Object.keys(credentialKinds) as CredentialKind[])(
  'what is asked for %s makes a credential',
  (kind) => {
    const credential: Credential = { ...credentialInputSchema.parse(toInput(kind)), generation: '7' };
    expect(credential).toMatchObject({ kind, clientId: '0oa', generation: '7' });
    expect(credential.clientSecret.reveal()).toBe(' s3cret ');
    expect(JSON.stringify(credential)).not.toContain('s3cret');
  },
);

test.each(Object.keys(credentialKinds) as CredentialKind[])(
  '%s without one of its members is refused',
  (kind) => {
    const { kind: _, ...members } = toInput(kind);
    for (const member of Object.keys(members)) {
      const { error } = credentialInputSchema.safeParse({ ...toInput(kind), [member]: '' });
      expect(error?.issues[0]?.path).toEqual([member]);
    }
  },
);

test('a kind that nobody knows and a member that does not belong are refused', () => {
  expect(credentialInputSchema.safeParse({ ...toInput('API_KEY'), kind: 'PASSKEY' }).success).toBe(false);
  expect(credentialInputSchema.safeParse({ ...toInput('API_KEY'), username: 'ada' }).success).toBe(false);
});
