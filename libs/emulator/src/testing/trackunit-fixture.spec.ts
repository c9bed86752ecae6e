import { test as base, expect } from 'vitest';
import { createTrackunitFixture, demoAccounts, type Trackunit } from '../index.ts';
import { manifest } from './start-app.ts';

const test = base.extend<{ trackunit: Trackunit }>({
  trackunit: createTrackunitFixture({ apps: [{ manifest }] }),
});

const urls: string[] = [];

test('a test that names the fixture gets a running emulator', async ({ trackunit }) => {
  urls.push(trackunit.url);
  const accounts = (await (await fetch(`${trackunit.url}/_emulator/accounts`)).json()) as unknown[];
  expect(accounts).toHaveLength(3);
});

test('the emulator of an earlier test is closed and the next one is fresh', async ({ trackunit }) => {
  await expect(fetch(urls[0] ?? '')).rejects.toThrow();
  expect(trackunit.truth(demoAccounts.nordhavn).counts.total).toBe(60);
});
