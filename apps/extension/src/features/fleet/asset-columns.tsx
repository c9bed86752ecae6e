import type { AssetRow } from '@fleet-watch/contracts';
import type { ReactNode } from 'react';
import type { Formats } from '../../i18n/create-formats.ts';
import { useFormats, useWords } from '../../i18n/i18n-context.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { useAssetTypeWord } from '../../ui/use-asset-type-word.ts';
import type { ColumnId } from './fleet-view.ts';
import { fleetMessages } from './fleet-messages.ts';

type ColumnWord =
  'colBrand' | 'colModel' | 'colSerial' | 'colType' | 'colState' | 'colLastSeen' | 'colSilentFor';

/** The name of each column among the fleet page's words. */
export const columnWords: Record<ColumnId, ColumnWord> = {
  brand: 'colBrand',
  model: 'colModel',
  serialNumber: 'colSerial',
  assetType: 'colType',
  state: 'colState',
  lastSeenAt: 'colLastSeen',
  silentSince: 'colSilentFor',
};

/** What cells are written with. */
export type CellWriter = Readonly<{
  formats: Formats;
  words: typeof fleetMessages.body;
  toTypeWord: (assetType: string) => string;
  now: number;
}>;

/** Looked up once for a block of rows: a component for each cell, with its own look-ups, made scrolling slower. */
export const useCellWriter = (now: number): CellWriter => ({
  formats: useFormats(),
  words: useWords(fleetMessages),
  toTypeWord: useAssetTypeWord(),
  now,
});

/** What stands in each column of a row. */
export const columnCells: Record<ColumnId, (row: AssetRow, writer: CellWriter) => ReactNode> = {
  brand: ({ brand }) => brand ?? '–',
  model: ({ model }) => model ?? '–',
  serialNumber: ({ serialNumber }) => serialNumber ?? '–',
  assetType: ({ assetType }, { toTypeWord }) => (assetType === null ? '–' : toTypeWord(assetType)),
  state: ({ state }) => <StateBadge state={state} />,
  lastSeenAt: ({ lastSeenAt }, { words, formats, now }) =>
    lastSeenAt === null ? words.never : formats.ago(lastSeenAt, now),
  silentSince: ({ silentSince }, { formats, now }) =>
    silentSince === null ? '–' : formats.duration(now - Date.parse(silentSince)),
};

/** The instant behind a cell that tells how long ago it was. */
export const findInstant = (row: AssetRow, column: ColumnId): string | undefined =>
  (column === 'lastSeenAt' || column === 'silentSince' ? row[column] : null) ?? undefined;
