import { expect, test } from 'vitest';
import { findBrowser } from './index.ts';

test('a CHROME_PATH that names no program is an error that says how to get one', async () => {
  await expect(findBrowser('/nowhere/chrome')).rejects.toThrow(
    /CHROME_PATH names \/nowhere\/chrome.*Install Chromium/,
  );
});

test('a CHROME_PATH that names a program wins', async () => {
  expect(await findBrowser(process.execPath)).toEqual({ executablePath: process.execPath });
});
