import { expect, test } from 'vitest';
import { parseConfig } from './config.ts';
import { findDatabaseName, findDatabaseUrlProblem } from './database-url.ts';

test.each([
  'postgres://fleet:hid#den@db/fleet',
  'postgres://fleet:hid/den@db/fleet',
  'postgres://fleet:hid?den@db/fleet',
  'postgres://fleet:4@hid/den@db/fleet',
  // What looks like a port, a path, a query or a fragment is the password.
  'postgres://fleet:4711#hidden@db/fleet',
  'postgres://fleet:4711/hidden@db/fleet',
  'postgres://fleet:4711?hidden@db/fleet',
  'postgres://fleet:hidden%E4@db/fleet',
  'postgres://fleet:hidden@db:99999/fleet',
])('%s is refused with a message that says how to write it, and shows nothing of it', (url) => {
  const read = () => parseConfig({ DATABASE_URL: url });
  expect(read).toThrow(/^Settings can't be used:\n {2}DATABASE_URL: can't be read: .*percent-encoded.*$/);
  expect(read).not.toThrow(/hid|4711/);
  expect(findDatabaseName(url)).toBeUndefined();
});

test.each([
  ['postgres://fleet:pa%23ss@db:5432/fleet', 'db:5432/fleet'],
  ['postgresql://fleet:100%@db/fleet?sslmode=verify-full', 'db/fleet'],
  ['postgres://fleet:p@ss@[::1]:5432/fleet', '[::1]:5432/fleet'],
  ['postgres://fleet:pass@/fleet?host=/var/run/postgresql', '/var/run/postgresql/fleet'],
  ['postgres:///fleet', '/fleet'],
])('%s, which the driver takes, is taken, and named %s', (url, name) => {
  expect(findDatabaseUrlProblem(url)).toBeUndefined();
  expect(findDatabaseName(url)).toBe(name);
});
