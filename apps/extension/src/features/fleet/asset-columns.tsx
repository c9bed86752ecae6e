import type { AssetRow } from '@fleet-watch/contracts';
import type { ReactNode } from 'react';
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

type CellProps = Readonly<{ row: AssetRow; now: number }>;

const Instant = ({ at, children }: { readonly at: string; readonly children: ReactNode }) => {
  const formats = useFormats();
  return (
    <time dateTime={at} title={formats.dateTime(at)}>
      {children}
    </time>
  );
};

const LastSeen = ({ row: { lastSeenAt }, now }: CellProps) => {
  const words = useWords(fleetMessages);
  const formats = useFormats();
  return lastSeenAt === null ? (
    words.never
  ) : (
    <Instant at={lastSeenAt}>{formats.ago(lastSeenAt, now)}</Instant>
  );
};

const SilentFor = ({ row: { silentSince }, now }: CellProps) => {
  const formats = useFormats();
  if (silentSince === null) return '–';
  return <Instant at={silentSince}>{formats.duration(now - Date.parse(silentSince))}</Instant>;
};

const AssetType = ({ row: { assetType } }: CellProps) => {
  const toWord = useAssetTypeWord();
  return assetType === null ? '–' : toWord(assetType);
};

/** What stands in each column of a row. */
export const columnCells: Record<ColumnId, (props: CellProps) => ReactNode> = {
  brand: ({ row }) => row.brand ?? '–',
  model: ({ row }) => row.model ?? '–',
  serialNumber: ({ row }) => row.serialNumber ?? '–',
  assetType: (props) => <AssetType {...props} />,
  state: ({ row }) => <StateBadge state={row.state} />,
  lastSeenAt: (props) => <LastSeen {...props} />,
  silentSince: (props) => <SilentFor {...props} />,
};
