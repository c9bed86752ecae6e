export { buildExtension } from './build-extension.ts';
export { createManifestFor } from './create-manifest-for.ts';
export { waitForBackend } from './wait-for-backend.ts';
