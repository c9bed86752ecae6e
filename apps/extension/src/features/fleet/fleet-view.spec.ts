import { expect, test } from 'vitest';
import {
  defaultView,
  findSpareColumn,
  isNewStep,
  parseFleetView,
  toAssetsFilter,
  toRoute,
  type FleetView,
} from './fleet-view.ts';

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

test.each([
  ['1', 1],
  ['87600', 87_600],
  ['87601', 0],
  ['0', 0],
])('quiet for %s hours, typed into the address, is %i: ten years at most', (typed, hours) => {
  expect(parseFleetView(`/?quiet=${typed}`).quietForHours).toBe(hours);
});

test('every optional column can be switched off', () => {
  const bare = { ...defaultView, columns: [] };
  expect(parseFleetView(toRoute(bare)).columns).toEqual([]);
});

test('the columns stay the same list while something else is chosen', () => {
  const [before, after] = ['/?columns=brand,state', '/?columns=state,brand&q=jlg'].map(parseFleetView);
  expect(after?.columns).toBe(before?.columns);
  expect(after?.columns).toEqual(['brand', 'state']);
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

test.each([
  [{ state: 'SILENT' as const }, true],
  [{ sort: { field: 'name' as const, descending: false } }, true],
  [{ quietForHours: 72 }, true],
  [{ q: 'Kran' }, false],
  [{ columns: [] }, false],
])('going back undoes %j: %s', (change, expected) => {
  expect(isNewStep(view, { ...view, ...change })).toBe(expected);
});

test('of two columns of times the list of silent machines can do without when each was last seen', () => {
  expect(findSpareColumn(defaultView)).toBe('lastSeenAt');
  expect(findSpareColumn({ ...defaultView, state: 'ALL' })).toBe('silentSince');
  expect(findSpareColumn({ ...defaultView, columns: ['state', 'lastSeenAt'] })).toBeUndefined();
  expect(findSpareColumn({ ...defaultView, columns: ['silentSince'] })).toBeUndefined();
});
