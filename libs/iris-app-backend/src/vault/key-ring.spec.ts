import { inspect } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closeEnvelope, openEnvelope, rewrapEnvelope } from './envelope.ts';
import { createKeyRing, generateCredentialKey, parseCredentialKeys, type KeyRing } from './key-ring.ts';

const [a, b] = [generateCredentialKey('a'), generateCredentialKey('b')];
const ringOf = (...keys: string[]) => createKeyRing(parseCredentialKeys(keys.join(',')));
const owner = {
  irisAppId: '@example/app',
  accountId: '6b5cb246-7945-4bb6-bec5-2a1413ffd1b3',
  purpose: 'credential',
};

test('any text comes back from its envelope as it was', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.constantFrom('', '💥', 'ü\u0000\n')), async (text) => {
      const keys = ringOf(a);
      expect(await openEnvelope(keys, await closeEnvelope(keys, text, owner), owner)).toBe(text);
    }),
  );
});

test('the same text never looks the same twice', async () => {
  const keys = ringOf(a);
  const [one, other] = [await closeEnvelope(keys, 'x', owner), await closeEnvelope(keys, 'x', owner)];
  expect(one.sealed.equals(other.sealed)).toBe(false);
  expect(one.wrappedKey.equals(other.wrappedKey)).toBe(false);
});

test.each(['irisAppId', 'accountId', 'purpose'] as const)(
  'an envelope does not open for another %s',
  async (member) => {
    const keys = ringOf(a);
    const envelope = await closeEnvelope(keys, 'text', owner);
    await expect(openEnvelope(keys, envelope, { ...owner, [member]: 'other' })).rejects.toMatchObject({
      code: 'key_wrong',
    });
  },
);

test('an envelope with one bit changed anywhere does not open', async () => {
  const keys = ringOf(a);
  const envelope = await closeEnvelope(keys, 'text', owner);
  for (const part of ['wrappedKey', 'sealed'] as const)
    for (let index = 0; index < envelope[part].length; index += 1) {
      const changed = Buffer.from(envelope[part]);
      changed[index]! ^= 1;
      await expect(openEnvelope(keys, { ...envelope, [part]: changed }, owner)).rejects.toMatchObject({
        name: 'VaultError',
        code: part === 'sealed' ? 'content_changed' : 'key_wrong',
      });
    }
});

test('what a key encrypted and digested in an earlier version it opens and knows again', async () => {
  const keys = ringOf(`a:${Buffer.alloc(32, 7).toString('base64')}`);
  const stored = {
    keyId: 'a',
    wrappedKey: Buffer.from(
      '+FE6bPgitQf0FejwL5KCdkeWwwqZi5Y2JAV5F5SvVCY7AlPapwYso+MLYmLH3ecsLPiibGHEB7POVAEK',
      'base64',
    ),
    sealed: Buffer.from('eGF0DUOCNw69Y5SZRYC2/XzQXQYicLlSMHGubMux/to=', 'base64'),
  };
  expect(await openEnvelope(keys, stored, owner)).toBe('text');
  expect((await keys.mac('text')).toString('base64')).toBe('Go/aasV/dTTOR6DlnrXRtM3qzUIuNgE2uzDc+EOlVd4=');
});

test('a new wrapping with the first key opens without the old one', async () => {
  const envelope = await closeEnvelope(ringOf(a), 'text', owner);
  const rewrapped = await rewrapEnvelope(ringOf(b, a), envelope, owner);
  expect(rewrapped.keyId).toBe('b');
  expect(await openEnvelope(ringOf(b), rewrapped, owner)).toBe('text');
});

test('a KMS that answers later can take the place of the local ring', async () => {
  const local = ringOf(a);
  const kms: KeyRing = {
    ...local,
    wrap: async (dataKey, context) => local.wrap(dataKey, context),
    unwrap: async (wrapped, context) => local.unwrap(wrapped, context),
    mac: async (text) => local.mac(text),
  };
  expect(await openEnvelope(kms, await closeEnvelope(kms, 'text', owner), owner)).toBe('text');
});

test.each([
  ['', /^Key 1 is not 'id:base64 of 32 bytes'$/],
  ['a:short', /^Key 1 is not/],
  [`${a},`, /^Key 2 is not/],
  [`${a},a b:${'A'.repeat(43)}=`, /^Key 2 is not/],
  [`${a},${generateCredentialKey('a')}`, /^Key id 'a' is there twice$/],
])('wrong keys are refused without showing them', (text, message) => {
  expect(() => parseCredentialKeys(text)).toThrow(message);
});

test('a key ring shows no key to whoever prints it', () => {
  const keys = parseCredentialKeys(a);
  const printed = inspect([keys, createKeyRing(keys)], { depth: 9, showHidden: true }) + JSON.stringify(keys);
  expect(printed).not.toContain(a.slice(2, 20));
});
