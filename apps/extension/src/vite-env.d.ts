/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** The backend's origin, fixed when the bundle is built: the manifest's `connect-src` carries the same. */
  readonly PUBLIC_URL: string;
}
