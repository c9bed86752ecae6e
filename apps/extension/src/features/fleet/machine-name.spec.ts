import { expect, test } from 'vitest';
import { createFixtureFleet } from '../../testing/fixture-fleet.ts';
import { toMachineName, toModelName } from './machine-name.ts';

const [row] = createFixtureFleet(1, 0);
const create = (part: Partial<NonNullable<typeof row>>) => ({
  ...row!,
  name: 'BL-0071',
  brand: 'JLG',
  model: '450AJ',
  ...part,
});

test('a machine is called by its name, else by what is on its plate, else nothing', () => {
  expect(toMachineName(create({ serialNumber: 'SN1' }), 'Unnamed')).toBe('BL-0071');
  expect(toMachineName(create({ name: null, serialNumber: 'SN1' }), 'Unnamed')).toBe('SN1');
  expect(toMachineName(create({ name: null, serialNumber: null }), 'Unnamed')).toBe('Unnamed');
});

test.for<readonly [name: string | null, brand: string | null, model: string | null, expected: string]>([
  ['BL-0071', 'JLG', '450AJ', 'JLG 450AJ'],
  ['BL-0071', null, '450AJ', '450AJ'],
  ['BL-0071', 'JLG', '', 'JLG'],
  ['BL-0071', null, null, ''],
  [null, 'JLG', '450AJ', 'JLG 450AJ'],
  ['BL-0071 JLG 450AJ', 'JLG', '450AJ', ''],
  ['JLG 450AJ no. 71', 'JLG', '450AJ', ''],
  ['BL-0071 JLG 450', 'JLG', '450AJ', 'JLG 450AJ'],
])('beneath %s a machine of %s, model %s, has: %s', ([name, brand, model, expected]) => {
  expect(toModelName(create({ name, brand, model }))).toBe(expected);
});
