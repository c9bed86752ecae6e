import { expect, test } from 'vitest';
import { assertNewEnough } from './server-version.ts';

test('a server that is too old is refused in one line that says which version it is, and which is needed', () => {
  expect(() => assertNewEnough({ number: 150_018, name: '15.18 (Debian 15.18-1)' })).toThrow(
    expect.objectContaining({
      code: 'server_too_old',
      message: 'The server is PostgreSQL 15.18 (Debian 15.18-1); PostgreSQL 16 or newer is needed.',
    }),
  );
});

test.each([160_000, 180_004])('%s is new enough', (number) => {
  expect(() => assertNewEnough({ number, name: '' })).not.toThrow();
});
