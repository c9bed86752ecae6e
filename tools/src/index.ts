export { buildExtension } from './build-extension.ts';
export { createManifestFor } from './create-manifest-for.ts';
