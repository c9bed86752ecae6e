import type { IrisAppManifest } from '@trackunit/iris-app-sdk';
import { importManifest } from './import-manifest.ts';

/** The manifest as `npm run build` writes it, for a backend at this origin. */
export const createManifestFor = async (publicUrl: string): Promise<IrisAppManifest> => {
  const { createManifest } = await importManifest();
  return createManifest(publicUrl);
};
