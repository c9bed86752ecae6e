import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * Builds the extension as it is shipped, for a backend at another address than the usual one: a bundle carries the
 * backend's origin.
 *
 * @returns the folder, in the system's temporary one
 */
export const buildExtension = async (publicUrl: string): Promise<string> => {
  const outDir = await mkdtemp(join(tmpdir(), 'fleet-watch-extension-'));
  const args = [
    'build',
    '--config',
    'apps/extension/src/build/vite.config.ts',
    '--outDir',
    outDir,
    '--emptyOutDir',
  ];
  await promisify(execFile)('vite', args, { env: { ...process.env, PUBLIC_URL: publicUrl } });
  return outDir;
};
