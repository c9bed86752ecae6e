import { expect, test } from 'vitest';
import { toDemoEnvironment } from './to-demo-environment.ts';

test('what a shell has set for a real backend does not reach the demo', () => {
  const real = {
    DATABASE_URL: 'postgres://fleet@db/fleet',
    CREDENTIAL_KEYS: 'k1:real',
    ROLES: 'web',
    NODE_ENV: 'production',
    HOST: '0.0.0.0',
    TRACKUNIT_API_URL: 'https://iris.trackunit.com',
    TRACKUNIT_USER_TOKEN_APP_CLAIM: 'app',
    PUBLIC_URL: 'https://fleet-watch.example.com',
  };
  const seen = toDemoEnvironment(real, { TRACKUNIT_API_URL: 'http://127.0.0.1:4400' });
  const settings = Object.entries(seen).filter(([, value]) => value);
  expect(Object.fromEntries(settings)).toEqual({
    TRACKUNIT_API_URL: 'http://127.0.0.1:4400',
    LOG_LEVEL: 'warn',
    ALLOW_PRIVATE_WEBHOOKS: 'true',
  });
});

test('how much is logged, when syncs are, and whether webhooks may go to this machine can be chosen', () => {
  const chosen = { LOG_LEVEL: 'debug', SYNC_CRON: '* * * * *', ALLOW_PRIVATE_WEBHOOKS: 'false' };
  expect(toDemoEnvironment(chosen, {})).toMatchObject(chosen);
});

test('what Node needs of the machine stays', () => {
  expect(toDemoEnvironment({ TMPDIR: '/tmp/mine' }, {})).toMatchObject({ TMPDIR: '/tmp/mine' });
});
