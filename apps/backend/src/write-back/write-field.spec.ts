import {
  TrackunitError,
  type AssetTextFields,
  type TrackunitClient,
  type TrackunitErrorCode,
} from '@fleet-watch/trackunit-client';
import { expect, test } from 'vitest';
import { createWriteField } from './write-field.ts';

const signal = new AbortController().signal;
const silentSince = new Date('2026-03-03T00:00:00.000Z');

/** A client of which only the one call is there. */
const createClient = (setAssetTextFields: (fields: AssetTextFields) => Promise<void>): TrackunitClient => ({
  account: (accountId) => ({ accountId, setAssetTextFields }) as ReturnType<TrackunitClient['account']>,
});

const failWith = (code: TrackunitErrorCode) =>
  createWriteField(createClient(() => Promise.reject(new TrackunitError(code, 'no'))));

test('the field of the manifest carries the moment, and null empties it', async () => {
  const seen: AssetTextFields['values'][] = [];
  const writeField = createWriteField(
    createClient(async ({ values }) => {
      seen.push(values);
    }),
  );
  await writeField('account', { assetId: 'a', silentSince, visible: true }, signal);
  await writeField('account', { assetId: 'a', silentSince: null, visible: true }, signal);
  expect(seen).toEqual([
    { fleetWatchSilentSince: '2026-03-03T00:00:00.000Z' },
    { fleetWatchSilentSince: null },
  ]);
});

test.each(['not_found', 'forbidden', 'bad_request'] as const)('%s is about this one asset', async (code) => {
  expect(await failWith(code)('account', { assetId: 'a', silentSince, visible: true }, signal)).toBe(
    'refused',
  );
});

test('an asset that is gone counts as emptied', async () => {
  const gone = { assetId: 'a', silentSince: null, visible: false };
  expect(await failWith('not_found')('account', gone, signal)).toBe('written');
});

test.each(['rate_limited', 'unavailable', 'scope_not_granted', 'unauthorized'] as const)(
  '%s is not about one asset',
  async (code) => {
    const writing = failWith(code)('account', { assetId: 'a', silentSince, visible: true }, signal);
    await expect(writing).rejects.toMatchObject({ code });
  },
);

test('a field that Trackunit refuses to empty is left for the next time while its asset is there', async () => {
  const seen = { assetId: 'a', silentSince: null, visible: true };
  expect(await failWith('forbidden')('account', seen, signal)).toBe('refused');
});
