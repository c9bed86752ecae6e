import type { IrisAppManifest } from '@trackunit/iris-app-sdk';

/** The manifest as `npm run build` writes it, for a backend at this origin. */
export const createManifestFor = async (publicUrl: string): Promise<IrisAppManifest> => {
  // The manifest stands at the root, where Trackunit's tools look for it, outside of every project's sources.
  const file = new URL('../../iris-app-manifest.ts', import.meta.url).href;
  const { createManifest } = (await import(file)) as {
    createManifest: (publicUrl: string) => IrisAppManifest;
  };
  return createManifest(publicUrl);
};
