import type { AssetDetail, FleetSummary, Transition } from '@fleet-watch/contracts';
import { expect, test } from 'vitest';
import { toDays } from './to-days.ts';

const now = Date.parse('2026-11-22T06:00:00Z');

/** A summary whose trend says that the fleet was read on these days of November, and last at this moment. */
const readOn = (days: readonly number[], asOf = '2026-11-22T05:40:00Z'): FleetSummary => ({
  asOf,
  total: 1,
  reporting: 0,
  silent: 1,
  neverReported: 0,
  trend: Array.from({ length: Number(asOf.slice(8, 10)) }, (_, index) => ({
    date: `2026-11-${String(index + 1).padStart(2, '0')}`,
    reporting: 0,
    silent: 1,
    neverReported: 0,
    estimated: !days.includes(index + 1),
  })),
});

const toNumbers = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

const asset: AssetDetail = {
  assetId: 'a',
  name: 'Crane',
  brand: null,
  model: null,
  serialNumber: null,
  assetType: 'MACHINE',
  state: 'SILENT',
  lastSeenAt: '2026-11-17T10:00:00Z',
  silentSince: '2026-11-20T10:00:00Z',
  transitions: [],
};

const reporting: AssetDetail = {
  ...asset,
  state: 'REPORTING',
  lastSeenAt: '2026-11-20T10:00:00Z',
  silentSince: null,
};

const never: AssetDetail = { ...asset, state: 'NEVER_REPORTED', lastSeenAt: null, silentSince: null };

const wentSilent: Transition = {
  from: 'REPORTING',
  to: 'SILENT',
  at: '2026-11-20T10:00:00Z',
  lastSeenAt: '2026-11-17T10:00:00Z',
};

const cameBack: Transition = {
  from: 'SILENT',
  to: 'REPORTING',
  at: '2026-11-16T10:00:00Z',
  lastSeenAt: '2026-11-16T10:00:00Z',
};

const letters = { REPORTING: 'R', SILENT: 'S', NEVER_REPORTED: 'N', NOT_KNOWN: '?' } as const;

/** Each day from the 13th to the 22nd as a letter, a small one where it is estimated. */
const draw = (detail: AssetDetail, summary: FleetSummary): string =>
  toDays(detail, { now, days: 10, summary })
    .map(({ state, estimated }) => (estimated ? letters[state].toLowerCase() : letters[state]))
    .join('');

test('days are UTC days, the oldest first and today the last', () => {
  const days = toDays(asset, { now, days: 3, summary: readOn([]) });
  expect(days.map(({ date }) => date)).toEqual(['2026-11-20', '2026-11-21', '2026-11-22']);
});

test.for<readonly [title: string, detail: AssetDetail, read: FleetSummary, drawn: string]>([
  [
    'each day that was read has the state of its end',
    { ...asset, transitions: [wentSilent, cameBack] },
    readOn(toNumbers(1, 22)),
    'SSSRRRRSSS',
  ],
  [
    'how long a machine was silent before it was first read is not known',
    { ...asset, transitions: [wentSilent, cameBack] },
    readOn(toNumbers(15, 22)),
    '??SRRRRSSS',
  ],
  [
    'before the first reading a machine reported from its sighting on',
    { ...asset, transitions: [wentSilent] },
    readOn(toNumbers(19, 22)),
    '????rrRSSS',
  ],
  [
    'a machine that is silent since before it was first read reported until then, and not known is before its sighting',
    asset,
    readOn([22]),
    '????rrrssS',
  ],
  [
    'a machine that never changed may not have been there when an earlier reading would have found it reporting',
    asset,
    readOn(toNumbers(15, 22)),
    '???????SSS',
  ],
  ['a machine that reports did so since it was seen', reporting, readOn([22]), '???????rrR'],
  [
    'a machine that always reported did so in every reading',
    reporting,
    readOn(toNumbers(18, 22)),
    '?????RRRRR',
  ],
  [
    'a machine that a raised threshold made report again was silent when it was first read, and who knows since when',
    {
      ...reporting,
      lastSeenAt: '2026-11-15T10:00:00Z',
      transitions: [{ ...cameBack, at: '2026-11-20T09:12:34Z', lastSeenAt: '2026-11-15T10:00:00Z' }],
    },
    readOn(toNumbers(19, 22)),
    '??????SRRR',
  ],
  ['one that was never heard from was not on any day before either', never, readOn([21, 22]), 'nnnnnnnnNN'],
  [
    'before it was heard from for the first time it never was',
    { ...reporting, transitions: [{ ...cameBack, from: 'NEVER_REPORTED' }] },
    readOn(toNumbers(15, 22)),
    'nnNRRRRRRR',
  ],
  [
    'between two readings days are estimated',
    { ...asset, transitions: [wentSilent, cameBack] },
    readOn([13, 14, 18, 22]),
    'SSsrrRrssS',
  ],
  [
    'nothing is known of a day after the last reading',
    { ...asset, transitions: [wentSilent, cameBack] },
    readOn(toNumbers(13, 20), '2026-11-20T05:40:00Z'),
    'SSSRRRRS??',
  ],
  [
    'a change that was dated back to a day between readings holds from there on',
    { ...asset, transitions: [wentSilent] },
    readOn([13, 14, 22]),
    'RRrrrrrssS',
  ],
  [
    'what withdrew the only sign of life says nothing of the time before the first reading',
    { ...never, transitions: [{ ...wentSilent, to: 'NEVER_REPORTED', lastSeenAt: null }] },
    readOn(toNumbers(19, 22)),
    '??????RNNN',
  ],
])('%s', ([, detail, read, drawn]) => {
  expect(draw(detail, read)).toBe(drawn);
});

test('a day that is not known is not called estimated', () => {
  const drawn = toDays(asset, { now, days: 10, summary: readOn([22]) });
  const notKnown = drawn.filter(({ state }) => state === 'NOT_KNOWN');
  expect(notKnown.map(({ estimated }) => estimated)).toEqual([false, false, false, false]);
});

test('shortly after midnight today is as the last reading of yesterday left it, until that is stale', () => {
  const read = readOn(toNumbers(13, 21), '2026-11-21T23:17:00Z');
  const draw = (text: string) => toDays(never, { now: Date.parse(text), days: 2, summary: read });
  expect(draw('2026-11-22T00:20:00Z').map(({ state }) => state)).toEqual([
    'NEVER_REPORTED',
    'NEVER_REPORTED',
  ]);
  expect(draw('2026-11-22T02:18:00Z').map(({ state }) => state)).toEqual(['NEVER_REPORTED', 'NOT_KNOWN']);
});
