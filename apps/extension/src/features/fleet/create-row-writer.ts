import type { AssetRow } from '@fleet-watch/contracts';
import { columnTexts, findInstant, type CellWords } from './asset-columns.ts';
import type { ColumnId } from './fleet-view.ts';
import { toMachineName, toModelName } from './machine-name.ts';

/** What stands at a place in the list. */
export type RowText = Readonly<{
  /** Counted from 0. */
  index: number;
  /** The machine, once it has arrived. */
  asset: AssetRow | undefined;
  /** What "3 hours ago" counts back from, in ms. */
  now: number;
}>;

/** Writes what the list shows, as copies of the patterns. */
export type RowWriter = Readonly<{
  /** An empty box for rows. */
  makeBlock: () => HTMLElement;
  /** The row for a place: `old` with other words where that can be, so that nobody loses the focus, else a new one. */
  writeRow: (text: RowText, old?: Element) => Element;
}>;

type WriterOptions = Readonly<{
  /** What `RowPatterns` has drawn. */
  patterns: HTMLElement;
  columns: readonly ColumnId[];
  words: Omit<CellWords, 'now'>;
}>;

const toState = (row: Element): string | null => row.getAttribute('data-state');

/** Text that is the same is left alone: the browser would lay it out again. */
const writeText = (element: Element | undefined, text: string) => {
  if (element && element.textContent !== text) element.textContent = text;
};

/** What is said under the name; where both have columns of their own in sight, the style sheet leaves it out. */
const toSubtitle = (asset: AssetRow, columns: readonly ColumnId[]): string => {
  const serialNumber = asset.name === null || columns.includes('serialNumber') ? null : asset.serialNumber;
  return toModelName(asset) || (serialNumber ?? '');
};

/**
 * Rows are copied, and not made by React: the browser copies a row in one step where React takes several for each of
 * its elements, and for a quick scroll on a slow processor that is the difference between every frame and most.
 */
export const createRowWriter = ({ patterns, columns, words }: WriterOptions): RowWriter => {
  const rows = [...patterns.children];
  const statePlace = columns.indexOf('state') + 1;

  /** One that stands in for a machine has no state. */
  const findPattern = (state: string | null): Element => {
    const found = rows.find((row) => toState(row) === state);
    if (found === undefined) throw new Error('no such row among the patterns');
    return found;
  };

  const changeState = (row: Element, pattern: Element) => {
    const cell = statePlace === 0 ? undefined : pattern.children[statePlace];
    if (cell) row.children[statePlace]?.replaceWith(cell.cloneNode(true));
    row.setAttribute('data-state', toState(pattern) ?? '');
  };

  const writeMachine = (row: Element, asset: AssetRow, now: number) => {
    const [head, ...cells] = row.children;
    const [open, subtitle] = head?.children ?? [];
    const name = toMachineName(asset, words.words.unnamed);
    writeText(open, name);
    open?.setAttribute('title', name);
    row.setAttribute('data-asset', asset.assetId);
    writeText(subtitle, toSubtitle(asset, columns));
    for (const [place, column] of columns.entries()) {
      const cell = cells[place];
      if (column === 'state') continue;
      writeText(cell, columnTexts[column](asset, { ...words, now }));
      const instant = findInstant(asset, column);
      if (instant === undefined) cell?.removeAttribute('title');
      else cell?.setAttribute('title', words.formats.dateTime(instant));
    }
  };

  return {
    makeBlock: () => patterns.cloneNode(false) as HTMLElement,
    writeRow: ({ asset, index, now }, old) => {
      const pattern = findPattern(asset?.state ?? null);
      const isLike = old?.hasAttribute('aria-busy') === (asset === undefined);
      const row = isLike ? old : (pattern.cloneNode(true) as Element);
      // For assistive technology: counted from 1, and the head is the first.
      row.setAttribute('aria-rowindex', String(index + 2));
      if (asset === undefined) return row;
      if (toState(row) !== asset.state) changeState(row, pattern);
      writeMachine(row, asset, now);
      return row;
    },
  };
};
