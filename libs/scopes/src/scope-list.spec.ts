import { expect, test } from 'vitest';
import { fleetWatchScopes, IrisScope, parseScopeList, toScopeParameter } from './index.ts';

test('a scope that Trackunit adds later is dropped from a token answer, known ones stay', () => {
  expect(parseScopeList('asset.view asset.teleport  account.asset.manage\tasset.view')).toEqual([
    'account.asset.manage',
    'asset.view',
  ]);
});

test('a token answer without a scope member grants nothing', () => {
  expect(parseScopeList(undefined)).toEqual([]);
});

test('a token request names each scope once and leaves the caller’s list alone', () => {
  const asked = Object.freeze(['asset.view', 'account.asset.manage', 'asset.view']);
  expect(toScopeParameter(asked)).toBe('account.asset.manage asset.view');
});

test('no scope is both required and optional', () => {
  const required: readonly string[] = fleetWatchScopes.required;
  expect(fleetWatchScopes.optional.filter((scope) => required.includes(scope))).toEqual([]);
});

test('every documented scope is written once', () => {
  const values = Object.values(IrisScope);
  expect(new Set(values).size).toBe(values.length);
});
