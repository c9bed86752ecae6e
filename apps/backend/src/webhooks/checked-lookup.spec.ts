import { expect, test } from 'vitest';
import { isKnownPrivate } from './checked-lookup.ts';

test.each([
  'http://127.0.0.1:4300/hook',
  'https://10.1.2.3',
  'https://192.168.0.4/hook',
  'https://169.254.169.254/latest/meta-data',
  'https://[::1]:8443',
  'https://[fd00::1]',
  'https://[::ffff:10.0.0.1]',
  'https://2130706433',
  'https://127.1',
  'https://localhost',
  'https://LOCALHOST:8443/hook',
  'https://localhost.',
  'https://hooks.localhost',
])('%s is known to be private without a lookup', (url) => {
  expect(isKnownPrivate(url)).toBe(true);
});

test.each([
  'https://hooks.example.com',
  'https://8.8.8.8',
  'https://[2606:4700::1111]',
  'https://localhost.example.com',
  'https://notlocalhost',
])('of %s nothing is known yet', (url) => {
  expect(isKnownPrivate(url)).toBe(false);
});
