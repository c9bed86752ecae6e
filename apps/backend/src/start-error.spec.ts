import { expect, test } from 'vitest';
import { toStartError } from './start-error.ts';

const withCode = (message: string, code: string) => Object.assign(new Error(message), { code });

test.each([
  ['a refused connection', withCode('connect ECONNREFUSED', 'ECONNREFUSED'), 'connect ECONNREFUSED'],
  ['several at once, which have no message', withCode('', 'ECONNREFUSED'), 'ECONNREFUSED'],
  [
    'a server that does not answer',
    new Error('Connection terminated due to connection timeout'),
    'Connection terminated due to connection timeout',
  ],
  [
    'a pool that gets no connection',
    new Error('timeout exceeded when trying to connect'),
    'timeout exceeded when trying to connect',
  ],
])('%s is told in one line', (_what, cause, reason) => {
  expect(toStartError('DATABASE_URL: the database db/fleet', cause)).toMatchObject({
    code: 'cannot_start',
    message: `DATABASE_URL: the database db/fleet: ${reason}`,
  });
});

test('a fault of our own keeps its stack', () => {
  const fault = new TypeError('x is not a function');
  expect(toStartError('DATABASE_URL', fault)).toBe(fault);
});
