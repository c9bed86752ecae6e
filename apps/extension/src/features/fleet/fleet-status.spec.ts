import type { Account, FleetSummary, Sync } from '@fleet-watch/contracts';
import { expect, test } from 'vitest';
import { ApiError } from '../../api/api-error.ts';
import { isBehind, isStale, toFleetStatus } from './fleet-status.ts';

const sync: Sync = {
  id: '11111111-1111-4111-8111-111111111111',
  state: 'SUCCEEDED',
  startedAt: '2026-11-22T05:00:00Z',
  finishedAt: '2026-11-22T05:00:40Z',
  fetched: 0,
  expected: null,
  error: null,
};

const account: Account = {
  accountId: '00000000-0000-4000-8000-000000000001',
  status: 'ACTIVE',
  installedAt: '2026-11-22T04:59:00Z',
  scopes: { granted: [], denied: [] },
  lastSync: sync,
};

const summary: FleetSummary = {
  asOf: '2026-11-22T05:00:40Z',
  total: 0,
  reporting: 0,
  silent: 0,
  neverReported: 0,
  trend: [],
};

const kindOf = (lastSync: Sync | null, more: Partial<Account> = {}) =>
  toFleetStatus({ account: { ...account, ...more, lastSync }, summary, error: undefined }).kind;

test('without machines it depends on the sync whether there are none or none yet', () => {
  expect(kindOf(null)).toBe('first-sync');
  expect(kindOf({ ...sync, state: 'QUEUED' })).toBe('first-sync');
  expect(kindOf({ ...sync, state: 'RUNNING', fetched: 40 })).toBe('first-sync');
  expect(kindOf({ ...sync, fetched: 60 })).toBe('first-sync');
  expect(kindOf(sync)).toBe('empty');
  expect(kindOf({ ...sync, state: 'FAILED', error: 'no' })).toBe('first-sync-failed');
  expect(kindOf(null, { status: 'SUSPENDED' })).toBe('suspended');
});

test('numbers that are there stay when reading them anew fails', () => {
  const error = new ApiError({ code: 'network', message: '', status: 0 });
  expect(toFleetStatus({ account, summary: { ...summary, total: 60 }, error }).kind).toBe('ready');
  expect(toFleetStatus({ account: undefined, summary: undefined, error })).toEqual({ kind: 'failed', error });
});

test('without machines and without an account, what went wrong is told', () => {
  const error = new ApiError({ code: 'network', message: '', status: 0 });
  expect(toFleetStatus({ account: undefined, summary, error })).toEqual({ kind: 'failed', error });
  expect(toFleetStatus({ account: undefined, summary, error: undefined }).kind).toBe('loading');
});

test('numbers are behind while they lack what a sync has found', () => {
  const found: Account = { ...account, lastSync: { ...sync, fetched: 60 } };
  expect(isBehind({ account: found, summary })).toBe(true);
  expect(isBehind({ account: found, summary: { ...summary, total: 60 } })).toBe(false);
  expect(isBehind({ account, summary })).toBe(false);
  expect(isBehind({ account: undefined, summary })).toBe(false);
});

test('numbers of an account that uninstalled the app are no longer shown', () => {
  const error = new ApiError({ code: 'account_not_installed', message: '', status: 403 });
  expect(toFleetStatus({ account, summary: { ...summary, total: 60 }, error }).kind).toBe('not-installed');
});

test('numbers are old after three hours', () => {
  const asOf = Date.parse(summary.asOf);
  expect(isStale(summary, asOf + 3 * 3_600_000)).toBe(false);
  expect(isStale(summary, asOf + 3 * 3_600_000 + 1)).toBe(true);
});
