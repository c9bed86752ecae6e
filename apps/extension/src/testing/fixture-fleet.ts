import type { AssetDetail, AssetRow, AssetState, TrendDay, Transition } from '@fleet-watch/contracts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const kinds = [
  { assetType: 'MACHINE', brand: 'Haulotte', model: 'Compact 12', word: 'Scissor lift' },
  { assetType: 'MACHINE', brand: 'JLG', model: '450AJ', word: 'Boom lift' },
  { assetType: 'MACHINE', brand: 'Manitou', model: 'MT 1840', word: 'Telehandler' },
  { assetType: 'MACHINE', brand: 'Wacker Neuson', model: 'ET65', word: 'Excavator' },
  { assetType: 'EQUIPMENT', brand: 'Atlas Copco', model: 'QAS 60', word: 'Generator' },
  { assetType: 'VEHICLE', brand: 'Mercedes-Benz', model: 'Arocs 2636', word: 'Lorry' },
  { assetType: 'TOOL', brand: 'Hilti', model: 'TE 70-ATC', word: 'Hammer drill' },
] as const;

const towns = ['Aalborg', 'Horsens', 'Køge', 'Flensburg', 'Kiel', 'Lübeck', 'Odense'] as const;

const toState = (index: number): AssetState => {
  if (index % 29 === 7) return 'NEVER_REPORTED';
  return index % 11 === 3 ? 'SILENT' : 'REPORTING';
};

const toThresholdMs = (assetType: string): number => (assetType === 'TOOL' ? 336 : 72) * hourMs;

/** Some silent ones are old, a few went quiet in the last hours. */
const toSilentForMs = (index: number): number => ((index * index * 37) % 900) * 0.9 * hourMs + 0.4 * hourMs;

const toId = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

const longName =
  'Rough-terrain telescopic handler with rotating upper carriage, winch and man basket — on hire to the northern harbour project until further notice';

const toRow = (index: number, now: number, names: 'usual' | 'long'): AssetRow => {
  const kind = kinds[index % kinds.length] ?? kinds[0];
  const state = toState(index);
  const silentForMs = toSilentForMs(index);
  const seenMs =
    state === 'SILENT' ? now - toThresholdMs(kind.assetType) - silentForMs : now - (index % 50) * hourMs;
  const name = `${kind.word} ${towns[index % towns.length] ?? ''} ${String(100 + index)}`;
  return {
    assetId: toId(index),
    name: names === 'long' ? `${longName} ${String(index)}` : name,
    brand: kind.brand,
    model: kind.model,
    serialNumber: `SN${String(40_000 + index * 17)}`,
    assetType: kind.assetType,
    state,
    lastSeenAt: state === 'NEVER_REPORTED' ? null : new Date(seenMs).toISOString(),
    silentSince: state === 'SILENT' ? new Date(now - silentForMs).toISOString() : null,
  };
};

/** A fleet that is the same every time, with some machines in every state. */
export const createFixtureFleet = (
  size: number,
  now: number,
  names: 'usual' | 'long' = 'usual',
): AssetRow[] => Array.from({ length: size }, (_, index) => toRow(index, now, names));

const toSilentOn = (daysAgo: number, silentNow: number): number => {
  if (daysAgo === 0) return silentNow;
  const wave = Math.sin(daysAgo / 6.5) * 0.16 + Math.cos(daysAgo / 17) * 0.22;
  return Math.max(0, Math.round(silentNow * (0.82 + wave) - Math.min(daysAgo, 7) * 0.012 * silentNow));
};

/** Ninety days that end with the one of the last reading; those before the app was installed are estimated. */
export const createFixtureTrend = (
  rows: readonly AssetRow[],
  asOfMs: number,
  estimatedDays = 52,
): TrendDay[] => {
  const silentNow = rows.filter(({ state }) => state === 'SILENT').length;
  const neverReported = rows.filter(({ state }) => state === 'NEVER_REPORTED').length;
  return Array.from({ length: 90 }, (_, index) => {
    const daysAgo = 89 - index;
    const silent = toSilentOn(daysAgo, silentNow);
    return {
      date: new Date(asOfMs - daysAgo * dayMs).toISOString().slice(0, 10),
      silent,
      neverReported,
      reporting: rows.length - silent - neverReported,
      estimated: index < estimatedDays,
    };
  });
};

/** A machine's history that ends in the state it is in. */
export const createFixtureDetail = (row: AssetRow, now: number): AssetDetail => {
  const silence = (daysAgo: number, days: number): Transition[] => [
    {
      from: 'SILENT',
      to: 'REPORTING',
      at: new Date(now - (daysAgo - days) * dayMs).toISOString(),
      lastSeenAt: new Date(now - (daysAgo - days) * dayMs).toISOString(),
    },
    {
      from: 'REPORTING',
      to: 'SILENT',
      at: new Date(now - daysAgo * dayMs).toISOString(),
      lastSeenAt: new Date(now - (daysAgo + 3) * dayMs).toISOString(),
    },
  ];
  if (row.state === 'NEVER_REPORTED') return { ...row, transitions: [] };
  const earlier = [...silence(41, 4), ...silence(66, 2)];
  if (row.state === 'REPORTING' || row.silentSince === null) return { ...row, transitions: earlier };
  const last: Transition = {
    from: 'REPORTING',
    to: 'SILENT',
    at: row.silentSince,
    lastSeenAt: row.lastSeenAt,
  };
  return { ...row, transitions: [last, ...earlier] };
};
