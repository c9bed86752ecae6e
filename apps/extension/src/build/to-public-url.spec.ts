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

test.each(['fleet-watch.example.com', 'localhost:4300', 'ftp://example.com', 'https://'])(
  'PUBLIC_URL=%s ends the build with one line that names it',
  (url) => {
    const wrong = `PUBLIC_URL: '${url}' is no http: or https: address, such as https://fleet-watch.example.com.`;
    expect(() => toPublicUrl({ PUBLIC_URL: url })).toThrow(
      expect.objectContaining({ message: wrong, stack: wrong }),
    );
  },
);

test.each([
  'https://a.example/fleet',
  'https://a.example/?x=1',
  'https://a.example/#x',
  'https://me:hidden@a.example',
  'me:hidden@a.example',
])('PUBLIC_URL=%s ends the build: an install would go to another address', (url) => {
  expect(() => toPublicUrl({ PUBLIC_URL: url })).toThrow(
    /^PUBLIC_URL: leave out user name, path and query(?!.*hidden)/,
  );
});

test('a port that nobody knows yet ends the build, unless PUBLIC_URL says where the backend is', () => {
  expect(() => toPublicUrl({ PORT: '0' })).toThrow(/^PORT: with 0 .*PUBLIC_URL/);
  expect(toPublicUrl({ PORT: '0', PUBLIC_URL: 'https://a.example' })).toBe('https://a.example');
});

test('a port that is none is told as such', () => {
  expect(() => toPublicUrl({ PORT: 'many' })).toThrow("PORT: 'many' is no port number.");
});
