import type { AssetRow } from '@fleet-watch/contracts';

const hourMs = 3_600_000;

const compare = (left: AssetRow, right: AssetRow, field: keyof AssetRow): number => {
  const [one, other] = [left[field] ?? '', right[field] ?? ''];
  if (one === other) return 0;
  return one < other ? -1 : 1;
};

const isQuietFor = ({ lastSeenAt }: AssetRow, hours: number, now: number): boolean =>
  hours === 0 || (lastSeenAt !== null && now - Date.parse(lastSeenAt) >= hours * hourMs);

/** What a list can be filtered by, the commonest first. */
export const toFacets = (values: readonly (string | null)[]) => {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((left, right) => right.count - left.count);
};

/** Longer thresholds, fewer silent machines: enough for a screen to be seen moving. */
export const toPreview = (
  rows: readonly AssetRow[],
  { silentAfterHours }: { readonly silentAfterHours: number },
  now: number,
) => {
  const silent = rows.filter((row) => isQuietFor(row, silentAfterHours, now)).length;
  const neverReported = rows.filter(({ state }) => state === 'NEVER_REPORTED').length;
  return { total: rows.length, silent, neverReported, reporting: rows.length - silent - neverReported };
};

/** The machines that a query asks for, in its order. */
export const toMatching = (rows: readonly AssetRow[], query: URLSearchParams, now: number): AssetRow[] => {
  const q = query.get('q')?.toLowerCase() ?? '';
  const matches = rows.filter(
    (row) =>
      (query.get('state') ?? row.state) === row.state &&
      (query.get('assetType') ?? row.assetType) === row.assetType &&
      (query.get('brand') ?? row.brand) === row.brand &&
      isQuietFor(row, Number(query.get('quietForHours') ?? 0), now) &&
      [row.name, row.brand, row.model, row.serialNumber].some((text) => text?.toLowerCase().includes(q)),
  );
  const sort = query.get('sort');
  if (sort === null) return matches;
  const field = sort.replace(/^-/, '') as keyof AssetRow;
  const direction = sort.startsWith('-') ? -1 : 1;
  return matches.sort((left, right) => direction * compare(left, right, field));
};

/** One page of a list, as its query says. */
export const toPage = <Row>(rows: readonly Row[], query: URLSearchParams) => {
  const number = Number(query.get('page') ?? 0);
  const size = Number(query.get('size') ?? 20);
  const content = rows.slice(number * size, (number + 1) * size);
  return {
    content,
    number,
    size,
    numberOfElements: content.length,
    totalElements: rows.length,
    totalPages: Math.ceil(rows.length / size),
  };
};

/** A list as a file, with as many columns as a test looks at. */
export const toCsv = (rows: readonly AssetRow[]): string =>
  ['assetId,name,state', ...rows.map(({ assetId, name, state }) => `${assetId},${name ?? ''},${state}`)].join(
    '\r\n',
  );
