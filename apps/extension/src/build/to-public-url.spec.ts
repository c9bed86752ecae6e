import { expect, test } from 'vitest';
import { toPublicUrl } from './to-public-url.ts';

test('it is what was set, as an origin', () => {
  expect(toPublicUrl({ PUBLIC_URL: 'https://fleet-watch.example.com/', PORT: '1' })).toBe(
    'https://fleet-watch.example.com',
  );
});

test('without it, it is where the backend listens; an empty setting is an unset one', () => {
  expect(toPublicUrl({})).toBe('http://localhost:4300');
  expect(toPublicUrl({ PUBLIC_URL: '', PORT: '5000' })).toBe('http://localhost:5000');
});

test('what is no address ends the build', () => {
  expect(() => toPublicUrl({ PUBLIC_URL: 'fleet-watch.example.com' })).toThrow('Invalid URL');
});
