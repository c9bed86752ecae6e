import type { AssetDetail } from '@fleet-watch/contracts';
import { expect, test } from 'vitest';
import { toDays } from './to-days.ts';

const now = Date.parse('2026-11-22T06:00:00Z');

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
  transitions: [
    { from: 'REPORTING', to: 'SILENT', at: '2026-11-20T10:00:00Z', lastSeenAt: '2026-11-17T10:00:00Z' },
    { from: 'SILENT', to: 'REPORTING', at: '2026-11-16T10:00:00Z', lastSeenAt: '2026-11-16T10:00:00Z' },
  ],
};

const shown = (detail: AssetDetail, installedAt?: string) =>
  toDays(detail, { now, days: 8, installedAt }).map(({ date, state, estimated }) =>
    [date.slice(8), state, estimated ? 'estimated' : 'measured'].join(' '),
  );

test('each day has the state of its end, and today that of now', () => {
  expect(shown(asset, '2026-11-17T08:00:00Z')).toEqual([
    '15 SILENT estimated',
    '16 REPORTING estimated',
    '17 REPORTING measured',
    '18 REPORTING measured',
    '19 REPORTING measured',
    '20 SILENT measured',
    '21 SILENT measured',
    '22 SILENT measured',
  ]);
});

test('without transitions a silent machine is taken to have reported before its silence', () => {
  const states = toDays({ ...asset, transitions: [] }, { now, days: 3, installedAt: undefined });
  expect(states.map(({ state }) => state)).toEqual(['SILENT', 'SILENT', 'SILENT']);
  expect(shown({ ...asset, transitions: [] }, '2026-11-17T08:00:00Z').slice(0, 5)).toEqual([
    '15 REPORTING estimated',
    '16 REPORTING estimated',
    '17 REPORTING measured',
    '18 REPORTING measured',
    '19 REPORTING measured',
  ]);
});

test('no day is called estimated where it is not known since when days are measured', () => {
  expect(shown(asset).filter((day) => day.endsWith('estimated'))).toEqual([]);
});

test('a machine that was never heard from was never heard from on any day', () => {
  const never: AssetDetail = {
    ...asset,
    state: 'NEVER_REPORTED',
    lastSeenAt: null,
    silentSince: null,
    transitions: [],
  };
  expect(new Set(toDays(never, { now, days: 90, installedAt: undefined }).map(({ state }) => state))).toEqual(
    new Set(['NEVER_REPORTED']),
  );
});
