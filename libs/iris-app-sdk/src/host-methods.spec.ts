import { expect, test } from 'vitest';
import { parseHostCall, parseHostReply, type HostMethodName } from './index.ts';

test('a reply keeps what is known of it and loses the rest', () => {
  const reply = { clientSideUserId: 'u-1', language: 'da', systemOfMeasurement: null, shoeSize: 43 };
  expect(parseHostReply('getCurrentUserContext', reply)).toStrictEqual({
    clientSideUserId: 'u-1',
    language: 'da',
    systemOfMeasurement: null,
  });
  expect(parseHostReply('getAssetInfo', null)).toBeNull();
  expect(parseHostReply('addToast', 'whatever it says')).toBe('whatever it says');
});

test.each<[HostMethodName, unknown, string]>([
  ['getTokenContext', 'secret', 'the reply'],
  ['getTokenContext', ['secret'], 'the reply'],
  ['getTokenContext', { token: '' }, 'token'],
  ['getTokenContext', { token: 'secret', expiresInSeconds: -1 }, 'expiresInSeconds'],
  ['getTokenContext', { token: 'secret', expiresInSeconds: Number.NaN }, 'expiresInSeconds'],
  ['getTokenContext', { token: 'secret', expiresInSeconds: '60' }, 'expiresInSeconds'],
  ['getEnvironmentContext', { environment: 'local', colorScheme: 'secret' }, 'colorScheme'],
  ['getCurrentUserContext', { clientSideUserId: 'u', systemOfMeasurement: 'secret' }, 'systemOfMeasurement'],
  ['hasAccessTo', { hasAccess: 'secret' }, 'hasAccess'],
  ['getRoute', 7, 'the reply'],
  ['getRoute', 'x'.repeat(2_001), 'the reply'],
])('of a reply to %s in another form the member is told, not the value: %j', (name, reply, member) => {
  const parse = () => parseHostReply(name, reply);
  expect(parse).toThrow(new RegExp(`^${name}\\(\\) answered in another form: ${member}$`));
  expect(parse).toThrow(expect.objectContaining({ code: 'host_reply_invalid' }));
});

test.each<[HostMethodName, readonly unknown[], string]>([
  ['getRoute', ['one too many'], 'argument'],
  ['gotoAssetHome', [], 'argument 1'],
  ['gotoAssetHome', ['a-1', 'movement'], 'argument 2'],
  ['gotoExtension', ['x', { route: 'x'.repeat(2_001) }], 'route'],
  ['setRoute', ['/', { replace: 'yes' }], 'replace'],
  ['addToast', [{ title: 'x'.repeat(201) }], 'title'],
  ['addToast', [{ title: 'x', intent: 'loud' }], 'intent'],
])('of a call of %s with other arguments the member is told: %j', (name, args, member) => {
  expect(() => parseHostCall(name, args)).toThrow(
    expect.objectContaining({
      code: 'host_call_invalid',
      message: `${name}() was called with other arguments: ${member}`,
    }),
  );
});

test('options that are undefined are as good as none', () => {
  expect(parseHostCall('gotoAssetHome', ['a-1', undefined])).toEqual(['a-1', undefined]);
  expect(parseHostCall('setRoute', ['/', { replace: undefined }])).toEqual(['/', { replace: undefined }]);
});
