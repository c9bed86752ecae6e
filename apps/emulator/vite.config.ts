import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** Builds the Manager page. Its files are not under `/assets/`, where Manager's own pages of assets live. */
export default defineConfig({
  root: fileURLToPath(new URL('src/manager', import.meta.url)),
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('../../dist/manager', import.meta.url)),
    assetsDir: 'manager-files',
    emptyOutDir: true,
    sourcemap: true,
    target: 'es2022',
  },
});
