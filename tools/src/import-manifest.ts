import type { IrisAppManifest } from '@trackunit/iris-app-sdk';

type ManifestModule = {
  /** As the environment says. */
  readonly default: IrisAppManifest;
  readonly createManifest: (publicUrl: string) => IrisAppManifest;
};

/**
 * Reads the manifest. It stands at the root, where Trackunit's tools look for it, outside of every project's sources.
 *
 * @throws Error when a setting that the manifest reads can't be used
 */
export const importManifest = (): Promise<ManifestModule> =>
  import(new URL('../../iris-app-manifest.ts', import.meta.url).href) as Promise<ManifestModule>;
