import type { AssetSort, AssetState } from '@fleet-watch/contracts';
import { assetStates } from '../../api/contract-words.ts';
import type { AssetsFilter } from './api/get-assets.ts';

/** The columns that the list can show, in their order. The machine itself is always shown. */
export const columnIds = [
  'brand',
  'model',
  'serialNumber',
  'assetType',
  'state',
  'lastSeenAt',
  'silentSince',
] as const;

export type ColumnId = (typeof columnIds)[number];

export type SortField = AssetSort['field'];

const sortFields = ['name', ...columnIds] as const satisfies readonly SortField[];

/** What a person chose to see. It is kept in the page's address, so that it can be shared and reloaded. */
export type FleetView = Readonly<{
  state: AssetState | 'ALL';
  q: string;
  assetType: string;
  brand: string;
  /** Not seen for so many hours or longer; 0 for any time. */
  quietForHours: number;
  sort: AssetSort;
  columns: readonly ColumnId[];
}>;

export const defaultColumns: readonly ColumnId[] = ['assetType', 'state', 'lastSeenAt', 'silentSince'];

/** What the page opens with: the silent machines, the longest quiet first. */
export const defaultView: FleetView = {
  state: 'SILENT',
  q: '',
  assetType: '',
  brand: '',
  quietForHours: 0,
  sort: { field: 'silentSince', descending: false },
  columns: defaultColumns,
};

const longestText = 200;

const toSort = (text: string | null): AssetSort => {
  const field = sortFields.find((known) => known === text?.replace(/^-/, ''));
  return field === undefined ? defaultView.sort : { field, descending: text?.startsWith('-') ?? false };
};

/** Whole hours up to ten years; anything else is any time. */
const toHours = (text: string | null): number => {
  const hours = /^\d{1,5}$/.test(text ?? '') ? Number(text) : 0;
  return hours <= 87_600 ? hours : 0;
};

const knownColumns = new Map<string, readonly ColumnId[]>();

/** The same columns are the same list, for every row on screen is drawn anew when it is another. */
const toColumns = (text: string | null): readonly ColumnId[] => {
  if (text === null) return defaultColumns;
  const chosen = text.split(',');
  const columns = columnIds.filter((column) => chosen.includes(column));
  const key = columns.join();
  const known = knownColumns.get(key) ?? columns;
  knownColumns.set(key, known);
  return known;
};

/** Reads a view from the extension's route. What it does not understand is the default: addresses are typed by hand. */
export const parseFleetView = (route: string): FleetView => {
  const parameters = new URLSearchParams(route.split('?')[1] ?? '');
  const state = parameters.get('state');
  return {
    state: state === 'ALL' ? 'ALL' : (assetStates.find((known) => known === state) ?? defaultView.state),
    q: (parameters.get('q') ?? '').slice(0, longestText),
    assetType: (parameters.get('type') ?? '').slice(0, 64),
    brand: (parameters.get('brand') ?? '').slice(0, longestText),
    quietForHours: toHours(parameters.get('quiet')),
    sort: toSort(parameters.get('sort')),
    columns: toColumns(parameters.get('columns')),
  };
};

/** Writes `name` or `-name`, as the wire and the address have it. */
export const toSortText = ({ field, descending }: AssetSort): string => (descending ? `-${field}` : field);

/** Writes a view as a route; what is as it is by default is left out. */
export const toRoute = (view: FleetView): string => {
  const parameters = new URLSearchParams();
  const write = (name: string, value: string, usual: string) => {
    if (value !== usual) parameters.set(name, value);
  };
  write('state', view.state, defaultView.state);
  write('q', view.q, '');
  write('type', view.assetType, '');
  write('brand', view.brand, '');
  write('quiet', String(view.quietForHours), '0');
  write('sort', toSortText(view.sort), toSortText(defaultView.sort));
  write('columns', view.columns.join(','), defaultColumns.join(','));
  const text = parameters.toString();
  return text === '' ? '/' : `/?${text}`;
};

/**
 * Whether going back should lead from one view to the other: it undoes a filter and a sort. What was typed changes
 * with each letter, and the columns are a matter of taste.
 */
export const isNewStep = (before: FleetView, after: FleetView): boolean =>
  toRoute({ ...before, q: '', columns: defaultColumns }) !==
  toRoute({ ...after, q: '', columns: defaultColumns });

/** What the backend is asked for, to show a view. */
export const toAssetsFilter = ({
  state,
  q,
  assetType,
  brand,
  quietForHours,
  sort,
}: FleetView): AssetsFilter => ({
  state: state === 'ALL' ? undefined : state,
  q: q.trim() === '' ? undefined : q.trim(),
  assetType: assetType === '' ? undefined : assetType,
  brand: brand === '' ? undefined : brand,
  quietForHours: quietForHours === 0 ? undefined : quietForHours,
  sort: toSortText(sort),
});

/** Of the two columns of times, the one that a narrow screen can do without. */
export const findSpareColumn = ({ state, columns }: FleetView): ColumnId | undefined => {
  if (!columns.includes('lastSeenAt') || !columns.includes('silentSince')) return undefined;
  return state === 'SILENT' ? 'lastSeenAt' : 'silentSince';
};

/** Whether anything narrows the list beyond the state. */
export const isNarrowed = ({ q, assetType, brand, quietForHours }: FleetView): boolean =>
  q.trim() !== '' || assetType !== '' || brand !== '' || quietForHours !== 0;
