import { expect, test } from 'vitest';
import { accountsAdd } from './accounts-add.ts';
import { accountsErase } from './accounts-erase.ts';
import { accountsList } from './accounts-list.ts';
import { parseCommandLine, toHelp } from './parse-command-line.ts';

const parse = (line: string) => parseCommandLine([accountsList, accountsAdd, accountsErase], line.split(' '));

test.each([
  'accounts add 1 --kind api-key',
  'accounts add 1 --kind=api-key',
  'accounts add --kind api-key 1',
])('an option is read wherever it stands, and however its value is joined to it: %s', (line) =>
  expect(parse(line)).toMatchObject({ args: ['1'], options: { kind: 'api-key' } }),
);

test('a switch is read before and behind what else is typed', () => {
  expect(parse('accounts erase --yes 1')).toMatchObject({ args: ['1'], options: { yes: true } });
  expect(parse('accounts erase 1 --yes')).toMatchObject({ args: ['1'], options: { yes: true } });
  expect(parse('accounts erase 1').options['yes']).toBeUndefined();
});

test.each([
  'accounts add 1',
  'accounts add 1 --kind',
  'accounts add 1 --kind hush',
  'accounts add 1 --kind api-key --secret hush',
  'accounts add 1 --kind api-key --secret=hush',
  'accounts add 1 --kind api-key hush',
])('what can’t be read says what to type, and repeats nothing that may be a secret: %s', (line) => {
  const cure =
    'accounts add <accountId> --kind api-user|api-key. Secrets are asked for; never type them as arguments.';
  expect(() => parse(line)).toThrow(new RegExp(`ype: ${cure.replaceAll('|', '\\|')}$`));
  expect(() => parse(line)).not.toThrow(/hush/);
});

test('a word too many is refused as such', () => {
  expect(() => parse('accounts erase 1 2 --yes')).toThrow(
    'That is too much; type: accounts erase <accountId> [--yes]',
  );
  expect(() => parse('accounts list all')).toThrow('That is too much; type: accounts list');
  expect(() => parse('accounts list --all')).toThrow('Type: accounts list');
});

test('the help says what each command takes', () => {
  const lines = toHelp([accountsList, accountsAdd, accountsErase]).split('\n');
  expect(lines.filter((line) => /^ {2}\S/.test(line))).toEqual([
    '  accounts list',
    '  accounts add <accountId> --kind api-user|api-key',
    '  accounts erase <accountId> [--yes]',
  ]);
});
