import { expect, test } from 'vitest';
import { createCheckedLookup } from './checked-lookup.ts';
import { isPublicAddress } from './public-address.ts';

const [good, bad] = ['8.8.8.8', '10.0.0.1'];

/** What a connection is told of a name that resolves to these addresses. */
const lookUp = (addresses: readonly string[], all: boolean) => {
  const found = addresses.map((address) => ({ address, family: 4 }));
  const lookup = createCheckedLookup(async () => found, isPublicAddress);
  const { promise, resolve } = Promise.withResolvers<unknown>();
  lookup('hooks.example.com', { all }, (error, address) => resolve(error ?? address));
  return promise;
};

test.each([true, false])('a name without any address is refused (all: %s)', async (all) => {
  expect(await lookUp([], all)).toMatchObject({ code: 'address_refused' });
});

test.each([true, false])('a name is refused when one of its addresses is (all: %s)', async (all) => {
  expect(await lookUp([good, bad], all)).toMatchObject({ code: 'address_refused' });
});

test('a connection gets the addresses that were checked', async () => {
  expect(await lookUp([good], true)).toEqual([{ address: good, family: 4 }]);
  expect(await lookUp([good], false)).toBe(good);
});
