import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Secret } from './index.ts';

test('a secret shows its text to nobody who prints it', () => {
  const secret = new Secret('hunter2');
  const holder = { secret, nested: [secret] };
  const printed = [
    `${secret}`,
    JSON.stringify(holder),
    inspect(holder, { depth: 9, showHidden: true }),
    String(Object.values(secret)),
    JSON.stringify(structuredClone(holder.nested)),
  ];
  expect(printed.join(' ')).not.toContain('hunter2');
});

test('a secret gives its text to who asks for it by name', () => {
  expect(new Secret('hunter2').reveal()).toBe('hunter2');
});
