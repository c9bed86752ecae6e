import { expect, test } from 'vitest';
import { defaultView, parseFleetView, toAssetsFilter, toRoute, type FleetView } from './fleet-view.ts';
import { toRowRange } from './row-range.ts';

const view: FleetView = {
  state: 'ALL',
  q: 'Kran & Söhne',
  assetType: 'TOOL',
  brand: 'Bauer',
  quietForHours: 336,
  sort: { field: 'lastSeenAt', descending: true },
  columns: ['brand', 'state'],
};

test('a view survives the way through an address', () => {
  expect(parseFleetView(toRoute(view))).toEqual(view);
});

test('what is as it is by default is not written into the address', () => {
  expect(toRoute(defaultView)).toBe('/');
});

test.each(['', '/', '/?state=ASLEEP&sort=colour&quiet=-3', '/settings?x=1'])(
  'an address that says nothing we know, %j, opens the default',
  (route) => {
    expect(parseFleetView(route)).toEqual(defaultView);
  },
);

test('every optional column can be switched off', () => {
  const bare = { ...defaultView, columns: [] };
  expect(parseFleetView(toRoute(bare)).columns).toEqual([]);
});

test('a search text of blanks asks for everything', () => {
  expect(toAssetsFilter({ ...defaultView, q: '   ', state: 'ALL' })).toEqual({
    state: undefined,
    q: undefined,
    assetType: undefined,
    brand: undefined,
    quietForHours: undefined,
    sort: 'silentSince',
  });
});

const list = { rowHeight: 50, screenHeight: 500 };

test('at the top of a long list the first screen and ten rows beyond are drawn', () => {
  expect(toRowRange({ ...list, count: 50_000, listTop: 300 })).toEqual({ first: 0, last: 14 });
});

test('in the middle of a long list ten rows on either side are drawn', () => {
  expect(toRowRange({ ...list, count: 50_000, listTop: -50_000 })).toEqual({ first: 990, last: 1_020 });
});

test('a list that became shorter than where one had scrolled to ends at its last row', () => {
  expect(toRowRange({ ...list, count: 3, listTop: -50_000 })).toEqual({ first: 2, last: 2 });
});

test('an empty list has no rows', () => {
  expect(toRowRange({ ...list, count: 0, listTop: 100 })).toEqual({ first: 0, last: -1 });
});
