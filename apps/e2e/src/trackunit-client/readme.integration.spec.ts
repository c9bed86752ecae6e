import { readFile } from 'node:fs/promises';
import { demoAccounts } from '@fleet-watch/emulator';
import * as library from '@fleet-watch/trackunit-client';
import { expect, test } from 'vitest';
import { startPlatform } from './start-platform.ts';

/** Makes a function of a text; the language has no name for this constructor. */
const AsyncFunction = (async () => undefined).constructor as new (
  ...texts: string[]
) => (...values: unknown[]) => Promise<void>;

test('the five lines in the README do what they say', async () => {
  await using platform = await startPlatform();
  const accountId = demoAccounts.nordhavn;
  await platform.install(accountId);
  const readme = await readFile(
    new URL('../../../../libs/trackunit-client/README.md', import.meta.url),
    'utf8',
  );
  const example = /```js\n([^]*?)```/.exec(readme)?.[1] ?? '';
  const code = example
    .replace(/^import .*$/m, 'const { createTokenProvider, createTrackunitClient } = library;')
    .replaceAll(/https:\/\/\w+\.trackunit\.com/g, platform.trackunit.url);
  const lines: unknown[][] = [];
  const values = {
    library,
    irisAppId: platform.irisAppId,
    credentials: { findCredential: (id: string) => Promise.resolve(platform.credentials.get(id)) },
    accountId,
    console: { log: (...words: unknown[]) => lines.push(words) },
  };
  await new AsyncFunction(...Object.keys(values), code)(...Object.values(values));
  expect(lines).toHaveLength(60);
  expect(lines.every(([name, when]) => typeof name === 'string' && typeof when === 'string')).toBe(true);
});
