import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Builds the extension as it is shipped, into a folder, for a backend at this origin: a bundle carries it.
 *
 * @throws with what the build printed
 */
export const buildExtension = async (publicUrl: string, outDir: string): Promise<void> => {
  const args = [
    'build',
    '--config',
    'apps/extension/src/build/vite.config.ts',
    '--outDir',
    outDir,
    '--emptyOutDir',
  ];
  // A test run's own NODE_ENV would ship React for development.
  const env = { ...process.env, NODE_ENV: 'production', PUBLIC_URL: publicUrl };
  await promisify(execFile)('vite', args, { env });
};
