import { expect, test } from 'vitest';
import { isOrigin } from './origin.ts';

test.each(['https://a.example', 'https://a.example/', 'http://localhost:4300', 'http://[::1]:4300'])(
  '%s is an origin',
  (text) => expect(isOrigin(text)).toBe(true),
);

test.each([
  ...['https://a.example/fleet', 'https://a.example?', 'https://a.example/#', 'https://me@a.example'],
  ...['a.example', 'ftp://a.example', 'https://', ''],
])('%s is none', (text) => expect(isOrigin(text)).toBe(false));
