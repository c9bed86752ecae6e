import type { AssetRow } from '@fleet-watch/contracts';
import type { RowWriter } from './create-row-writer.ts';
import { toRem } from './follow-list.ts';
import { pageSize, rowsPerBlock, toBlocks, type RowRange } from './row-range.ts';

/** What the rows show. */
export type RowContent = Readonly<{
  /** How many rows there is room for: before the machines are known, some stand in for them. */
  count: number;
  /** The page of rows that a row is on, once it is there: the same list until there is another. */
  findPage: (index: number) => readonly AssetRow[] | undefined;
  /** In ms; it moves on once a minute. */
  now: number;
}>;

/** A few rows in one box. */
type Block = Readonly<{
  element: HTMLElement;
  rows: number;
  page: readonly AssetRow[] | undefined;
  now: number;
}>;

/**
 * The boxes of rows that are in the document, each at its place in the list: written once, and left alone while others
 * come and go.
 *
 * @param end what the boxes stand before
 */
export const createRowBlocks = (end: HTMLElement, { makeBlock, writeRow }: RowWriter) => {
  const blocks = new Map<number, Block>();

  const write = (first: number, { element, rows, page, now }: Block) => {
    element.style.cssText = `margin-block-start: ${toRem(first)}; block-size: ${toRem(rows)}`;
    for (let place = 0; place < rows; place += 1) {
      const index = first + place;
      const old = element.children[place];
      const row = writeRow({ index, asset: page?.[index % pageSize], now }, old);
      if (old === undefined) element.append(row);
      else if (old !== row) old.replaceWith(row);
    }
    for (const row of [...element.children].slice(rows)) row.remove();
  };

  /** Forgets the blocks that are not among these. */
  const keep = (firsts: readonly number[]) => {
    for (const [first, { element }] of blocks) {
      if (firsts.includes(first)) continue;
      element.remove();
      blocks.delete(first);
    }
  };

  return {
    /**
     * Draws the blocks of a range, and forgets the others.
     *
     * @param isDue tells of a block that is drawn already whether what has changed in it is to be seen now
     */
    draw: (range: RowRange, { findPage, now }: RowContent, isDue: (first: number) => boolean) => {
      const firsts = toBlocks(range);
      keep(firsts);
      let next = end;
      for (const first of firsts.toReversed()) {
        const old = blocks.get(first);
        const element = old?.element ?? makeBlock();
        const rows = Math.min(rowsPerBlock, range.last - first + 1);
        const page = findPage(first);
        const isSame = old?.rows === rows && old.page === page && old.now === now;
        if (!old || (!isSame && isDue(first))) {
          const block = { element, rows, page, now };
          blocks.set(first, block);
          write(first, block);
          if (!old) next.before(element);
        }
        next = element;
      }
    },
    clear: () => keep([]),
  };
};
