import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { fixtureBackendPlugin } from './fixture-backend-plugin.ts';

/**
 * Serves every extension with a host and a backend that stand in for the real ones:
 * `http://localhost:4320/?extension=fleet-watch&scenario=usual&lang=en&scheme=light`.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), fixtureBackendPlugin()],
  define: { 'import.meta.env.PUBLIC_URL': 'location.origin' },
  server: {
    port: 4320,
    strictPort: true,
    fs: { allow: [fileURLToPath(new URL('../../../..', import.meta.url))] },
  },
});
