import type { AssetRow } from '@fleet-watch/contracts';
import type { Formats } from '../../i18n/create-formats.ts';
import type { ColumnId } from './fleet-view.ts';
import type { fleetMessages } from './fleet-messages.ts';

/** What cells are written with. */
export type CellWords = Readonly<{
  formats: Formats;
  words: typeof fleetMessages.body;
  toTypeWord: (assetType: string) => string;
  now: number;
}>;

type ToText = (row: AssetRow, words: CellWords) => string;

/** What stands in each column of a row. A state is more than its word; `row-patterns.tsx` has one of each. */
export const columnTexts: Record<Exclude<ColumnId, 'state'>, ToText> = {
  brand: ({ brand }) => brand ?? '–',
  model: ({ model }) => model ?? '–',
  serialNumber: ({ serialNumber }) => serialNumber ?? '–',
  assetType: ({ assetType }, { toTypeWord }) => (assetType === null ? '–' : toTypeWord(assetType)),
  lastSeenAt: ({ lastSeenAt }, { words, formats, now }) =>
    lastSeenAt === null ? words.never : formats.ago(lastSeenAt, now),
  silentSince: ({ silentSince }, { formats, now }) =>
    silentSince === null ? '–' : formats.duration(now - Date.parse(silentSince)),
};

/** The instant behind a cell that tells how long ago it was. */
export const findInstant = (row: AssetRow, column: ColumnId): string | undefined =>
  (column === 'lastSeenAt' || column === 'silentSince' ? row[column] : null) ?? undefined;
