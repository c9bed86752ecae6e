import { randomUUID } from 'node:crypto';
import { Secret } from '@fleet-watch/trackunit-client';
import { expect, test } from 'vitest';
import { createKeyRing, generateCredentialKey, openText, parseCredentialKeys, sealText } from '../index.ts';

const toRing = (...keys: string[]) => createKeyRing(parseCredentialKeys(keys.join(',')));
const [oldKey, newKey] = [generateCredentialKey('old'), generateCredentialKey('new')];
const owner = { irisAppId: '@acme/app', accountId: randomUUID(), purpose: 'webhook' };
const text = new Secret('a text that must not be seen');

test('a sealed text opens for its owner and shows nothing before', async () => {
  const sealed = await sealText(toRing(oldKey), text, owner);
  expect(Buffer.concat([sealed.wrappedKey, sealed.sealed]).toString()).not.toContain('must not');
  expect((await openText(toRing(newKey, oldKey), sealed, owner)).reveal()).toBe(text.reveal());
});

test.each(['irisAppId', 'accountId', 'purpose'] as const)(
  'a sealed text that is moved to another %s does not open',
  async (member) => {
    const sealed = await sealText(toRing(oldKey), text, owner);
    const other = { ...owner, [member]: randomUUID() };
    await expect(openText(toRing(oldKey), sealed, other)).rejects.toMatchObject({ code: 'key_wrong' });
  },
);

test('a sealed text needs its key', async () => {
  const sealed = await sealText(toRing(oldKey), text, owner);
  await expect(openText(toRing(newKey), sealed, owner)).rejects.toMatchObject({ code: 'key_missing' });
});
