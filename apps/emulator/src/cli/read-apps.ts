import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { RunOptions } from './command-line.ts';

/** An app as `createTrackunit` takes it. */
export interface AppToServe {
  readonly manifest: unknown;
  readonly bundleDir: string;
}

/**
 * Reads the manifests that were named, or the built one of this repository where nothing was named.
 * @throws Error that names the file and what to do
 */
export async function readApps(apps: RunOptions['apps'], defaultManifest: string): Promise<AppToServe[]> {
  const named = apps.length > 0 ? apps : defaultApps(defaultManifest);
  return Promise.all(
    named.map(async ({ manifestPath, bundleDir }) => ({
      manifest: await readManifest(manifestPath),
      bundleDir: resolve(bundleDir ?? join(dirname(manifestPath), 'extension')),
    })),
  );
}

const defaultApps = (path: string): RunOptions['apps'] =>
  existsSync(path) ? [{ manifestPath: path, bundleDir: undefined }] : [];

async function readManifest(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Error(`There is no manifest at ${path}: build the app first, or name another file`);
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${path} is not JSON: --manifest takes the built manifest, not its TypeScript source`);
  }
}
