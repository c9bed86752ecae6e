import { parseManifest } from '@fleet-watch/emulator';
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
      bundleDir: findBundleDir(manifestPath, bundleDir),
    })),
  );
}

/** The folder beside the manifest may be built later; one that was named and is not there is a typing error. */
function findBundleDir(manifestPath: string, named: string | undefined): string {
  const folder = resolve(named ?? join(dirname(manifestPath), 'extension'));
  if (named !== undefined && !existsSync(folder)) {
    throw new Error(`There is no folder ${folder}: build the extensions first, or correct --bundle`);
  }
  return folder;
}

const defaultApps = (path: string): RunOptions['apps'] =>
  existsSync(path) ? [{ manifestPath: path, bundleDir: undefined }] : [];

async function readManifest(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Error(`There is no manifest at ${path}: build the app first, or name another file`);
  });
  return parseManifestText(path, text);
}

function parseManifestText(path: string, text: string): unknown {
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch {
    throw new Error(`${path} is not JSON: --manifest takes the built manifest, not its TypeScript source`);
  }
  try {
    parseManifest(manifest);
  } catch (cause) {
    throw new Error(`${path}: ${(cause as Error).message}`, { cause });
  }
  return manifest;
}
