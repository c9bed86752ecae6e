import { access, constants } from 'node:fs/promises';
import { findPackagedBrowser, type BrowserProgram } from './packaged-browser.ts';

const systemBrowsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const cure =
  'Install Chromium or Google Chrome (Debian: "apt-get install chromium"), or name one in CHROME_PATH, and run again.';

const isExecutable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/**
 * Finds a browser for the journeys: `CHROME_PATH`, else one that the system has, else (Linux on x64) the one that
 * an npm package ships.
 *
 * @throws when there is none, or `CHROME_PATH` names none, with the cure
 */
export const findBrowser = async (chromePath: string | undefined): Promise<BrowserProgram> => {
  if (chromePath !== undefined && chromePath !== '') {
    if (await isExecutable(chromePath)) return { executablePath: chromePath };
    throw new Error(`CHROME_PATH names ${chromePath}, which is no program. ${cure}`);
  }
  for (const executablePath of systemBrowsers)
    if (await isExecutable(executablePath)) return { executablePath };
  const packaged = await findPackagedBrowser().catch(() => undefined);
  if (packaged !== undefined) return packaged;
  throw new Error(`No browser for the journeys. ${cure}`);
};
