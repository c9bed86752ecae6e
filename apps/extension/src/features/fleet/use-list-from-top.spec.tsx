import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { defaultView, type FleetView } from './fleet-view.ts';
import { useListFromTop } from './use-list-from-top.ts';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const List = ({ view }: { readonly view: FleetView }) => <table ref={useListFromTop(view)} />;

/** By how much the page scrolls when a list that begins at `top` is told to show another view. */
const scrollsFor = (top: number, change: Partial<FleetView>) => {
  const { rerender } = render(<List view={defaultView} />);
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue({ top } as DOMRect);
  const scrollBy = vi.spyOn(window, 'scrollBy').mockReturnValue();
  rerender(<List view={{ ...defaultView, ...change }} />);
  return scrollBy.mock.calls;
};

test.each<Partial<FleetView>>([
  { state: 'ALL' },
  { assetType: 'TOOL' },
  { brand: 'JLG' },
  { quietForHours: 72 },
  { sort: { field: 'name', descending: false } },
  { sort: { ...defaultView.sort, descending: true } },
])('%j brings a list whose beginning is out of sight back to it', (change) => {
  expect(scrollsFor(-640, change)).toEqual([[0, -640]]);
});

test.each<Partial<FleetView>>([{ q: 'crane' }, { columns: [] }, { sort: { ...defaultView.sort } }])(
  '%j leaves the reader where they are',
  (change) => {
    expect(scrollsFor(-640, change)).toEqual([]);
  },
);

test.each([0, 300])('a list that begins %d pixels below the edge stays there', (top) => {
  expect(scrollsFor(top, { state: 'ALL' })).toEqual([]);
});
