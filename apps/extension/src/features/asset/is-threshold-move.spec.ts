import type { Transition } from '@fleet-watch/contracts';
import { expect, test } from 'vitest';
import { isThresholdMove } from './is-threshold-move.ts';

const seen = '2026-11-17T10:00:00.000Z';

const ranOut: Transition = {
  from: 'REPORTING',
  to: 'SILENT',
  at: '2026-11-20T10:00:00.000Z',
  lastSeenAt: seen,
};

const heardAgain: Transition = {
  from: 'SILENT',
  to: 'REPORTING',
  at: '2026-11-21T08:20:00.000Z',
  lastSeenAt: '2026-11-21T08:20:00.000Z',
};

test('a threshold that ran out, and a machine that is heard from again, are no moves', () => {
  expect(isThresholdMove(ranOut, undefined)).toBe(false);
  expect(isThresholdMove(ranOut, { ...heardAgain, at: seen, lastSeenAt: seen })).toBe(false);
  expect(isThresholdMove(heardAgain, ranOut)).toBe(false);
  expect(isThresholdMove(heardAgain, undefined)).toBe(false);
});

test('a silence that begins at no whole hour after the sighting came from a lowered threshold', () => {
  expect(isThresholdMove({ ...ranOut, at: '2026-11-18T15:38:12.345Z' }, undefined)).toBe(true);
});

test('a silence that ends without a new sighting came from a raised threshold', () => {
  const raised = { ...heardAgain, lastSeenAt: seen };
  expect(isThresholdMove(raised, ranOut)).toBe(true);
  expect(isThresholdMove(raised, undefined)).toBe(true);
  // A type with a longer threshold is found out by a sync, which dates the change to the sighting.
  expect(isThresholdMove({ ...raised, at: seen }, ranOut)).toBe(true);
});

test('a machine whose clock runs ahead was heard from', () => {
  expect(isThresholdMove({ ...heardAgain, lastSeenAt: '2026-11-22T00:00:00.000Z' }, ranOut)).toBe(false);
});

test('no threshold has to do with a machine that was never heard from', () => {
  const noon = '2026-11-17T12:34:56.000Z';
  expect(
    isThresholdMove({ ...heardAgain, from: 'NEVER_REPORTED', at: noon, lastSeenAt: seen }, undefined),
  ).toBe(false);
  expect(isThresholdMove({ ...ranOut, to: 'NEVER_REPORTED', lastSeenAt: null }, heardAgain)).toBe(false);
});
