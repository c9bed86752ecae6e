import { expect, test } from 'vitest';
import { parseConfig } from './config.ts';

const key = (id: string) => `${id}:${Buffer.alloc(32, 7).toString('base64')}`;

test('an empty environment is a laptop: embedded database, own port, both roles', () => {
  expect(parseConfig({})).toMatchObject({
    port: 4300,
    databaseUrl: undefined,
    roles: ['web', 'worker'],
    identity: { jwksUrl: 'https://iris.trackunit.com/api/marketplace/jwks' },
    extensionOrigins: ['http://127.0.0.1:4401', 'http://localhost:4401'],
  });
});

test('every problem is in one message', () => {
  const wrong = {
    PORT: 'many',
    PUBLIC_URL: 'example.com',
    ROLES: 'web,boss',
    LOG_LEVEL: 'loud',
    EXTENSION_ORIGINS: 'example.com',
    DATABASE_URL: 'my',
  };
  expect(() => parseConfig(wrong)).toThrow(
    /PORT[^]*PUBLIC_URL[^]*DATABASE_URL[^]*EXTENSION_ORIGINS[^]*ROLES[^]*LOG_LEVEL: must be one of fatal, /,
  );
});

test.each(['https://a.example/fleet', 'https://a.example?x', 'https://me:hidden@a.example'])(
  'PUBLIC_URL %s is no origin',
  (url) => {
    expect(() => parseConfig({ PUBLIC_URL: url })).toThrow(
      /PUBLIC_URL: must be (an origin|without user name)/,
    );
    expect(() => parseConfig({ PUBLIC_URL: url })).not.toThrow(/hidden/);
  },
);

test('an address of Trackunit with a password in it, which no request could be sent to, is refused', () => {
  const url = 'https://me:hidden@iris.trackunit.com';
  expect(() => parseConfig({ TRACKUNIT_API_URL: url })).toThrow(
    /TRACKUNIT_API_URL: must be without user name/,
  );
});

test('an unset setting and an empty one are the same', () => {
  expect(parseConfig({ DATABASE_URL: '', PORT: '' })).toEqual(parseConfig({}));
});

test('a schedule that is no cron expression is refused', () => {
  expect(() => parseConfig({ SYNC_CRON: '61 * * * *' })).toThrow(/SYNC_CRON: is no cron expression/);
  expect(() => parseConfig({ SYNC_CRON: '0 0 * * * *' })).toThrow(/SYNC_CRON: must have five fields/);
  expect(parseConfig({ SYNC_CRON: '*/5 * * * *' }).syncCron).toBe('*/5 * * * *');
});

test('the parsed settings can’t be changed', () => {
  expect(Object.isFrozen(parseConfig({}))).toBe(true);
});

test('a key that is too short is refused without being shown', () => {
  const short = Buffer.from('short').toString('base64');
  expect(() => parseConfig({ CREDENTIAL_KEYS: `old:${short}` })).toThrow(/CREDENTIAL_KEYS: Key 1 is not/);
  expect(() => parseConfig({ CREDENTIAL_KEYS: `old:${short}` })).not.toThrow(new RegExp(short));
});

test('a key id that comes twice is refused', () => {
  expect(() => parseConfig({ CREDENTIAL_KEYS: `${key('a')},${key('a')}` })).toThrow(
    /CREDENTIAL_KEYS: .*twice/,
  );
});

test('production refuses to start without a database, keys, and https', () => {
  const env = { NODE_ENV: 'production', TRACKUNIT_API_URL: 'http://localhost:4400' };
  expect(() => parseConfig(env)).toThrow(/DATABASE_URL[^]*CREDENTIAL_KEYS[^]*TRACKUNIT_API_URL/);
});

test.each(['Production', 'PRODUCTION', 'production ', 'prod'])(
  'NODE_ENV %j is refused: it would bring none of the refusals of production',
  (name) => {
    expect(() => parseConfig({ NODE_ENV: name })).toThrow(/NODE_ENV: must be written production/);
  },
);

test.each(['staging', 'test', 'development', 'reproduction'])('NODE_ENV %j is let be', (name) => {
  expect(() => parseConfig({ NODE_ENV: name })).not.toThrow();
});

test('what production refuses is told together with what can’t be read', () => {
  const env = { NODE_ENV: 'production', PORT: 'many', TRACKUNIT_API_URL: 'http://localhost:4400' };
  expect(() => parseConfig(env)).toThrow(/PORT[^]*DATABASE_URL[^]*CREDENTIAL_KEYS[^]*TRACKUNIT_API_URL/);
});

test('what is set, though it can’t be read, is not told as missing', () => {
  const env = { NODE_ENV: 'production', DATABASE_URL: 'my', CREDENTIAL_KEYS: key('a') };
  expect(() => parseConfig(env)).toThrow(/DATABASE_URL: must be a postgres/);
  expect(() => parseConfig(env)).not.toThrow(/missing/);
});

test('each refusal of production has its own switch', () => {
  const env = { NODE_ENV: 'production', TRACKUNIT_API_URL: 'http://localhost:4400' };
  const switches = ['ALLOW_EMBEDDED_DATABASE', 'ALLOW_GENERATED_KEY', 'ALLOW_HTTP_TRACKUNIT'];
  expect(() =>
    parseConfig({ ...env, ...Object.fromEntries(switches.map((name) => [name, 'true'])) }),
  ).not.toThrow();
  for (const missing of switches) {
    const others = switches.filter((name) => name !== missing);
    expect(() =>
      parseConfig({ ...env, ...Object.fromEntries(others.map((name) => [name, 'true'])) }),
    ).toThrow(missing);
  }
});

test.each(['http://[::1]:4401', 'https://*.example.com', 'https://App.example.com:8443'])(
  'an extension may be served from %s',
  (origin) => {
    expect(parseConfig({ EXTENSION_ORIGINS: `http://localhost:4401, ${origin}` }).extensionOrigins).toEqual([
      'http://localhost:4401',
      origin,
    ]);
  },
);

test.each([
  ...['https://a.example:443', 'http://a.example:80', 'https://a.example/', 'https://me:hidden@a.example'],
  ...[
    'https://*',
    'https://*.*.example',
    'https://a.*.example',
    'ftp://a.example',
    'me:hidden@a.example',
    '',
  ],
])('an origin that no browser sends, as %s, is refused without being shown', (origin) => {
  const read = () => parseConfig({ EXTENSION_ORIGINS: `https://app.example.com,${origin}` });
  expect(read).toThrow(/EXTENSION_ORIGINS\.1: is no origin as browsers send it/);
  expect(read).not.toThrow(/hidden/);
});

test('production has no extension origins unless they are named', () => {
  const env = { NODE_ENV: 'production', DATABASE_URL: 'postgres://db/x', CREDENTIAL_KEYS: key('a') };
  expect(parseConfig(env).extensionOrigins).toEqual([]);
});
