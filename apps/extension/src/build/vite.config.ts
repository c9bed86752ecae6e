import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv, type Plugin } from 'vite';
import { extensionCss } from './extension-css.ts';
import { extensionIds } from './extension-ids.ts';
import { toPublicUrl } from './to-public-url.ts';

const toPath = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** The manifest's `logoPath`; the App Library asks for it beside the extensions. */
const logoPath = 'apps/extension/marketplace/logo.svg';

const marketplaceLogo = (): Plugin => ({
  name: 'marketplace-logo',
  generateBundle() {
    this.emitFile({
      type: 'asset',
      fileName: logoPath,
      source: readFileSync(toPath(`../../../../${logoPath}`)),
    });
  },
});

const publicUrl = toPublicUrl(loadEnv('production', toPath('../..'), ['PUBLIC_URL', 'PORT']));

/** One build, one entry per extension; what two of them share becomes a chunk, so that opening one loads no other. */
export default defineConfig({
  root: toPath('../..'),
  base: './',
  publicDir: false,
  // Of the environment, only this reaches the bundle.
  envPrefix: ['PUBLIC_URL'],
  define: { 'import.meta.env.PUBLIC_URL': JSON.stringify(publicUrl) },
  plugins: [react(), extensionCss(), marketplaceLogo()],
  build: {
    outDir: toPath('../../../../dist/extension'),
    emptyOutDir: true,
    target: 'es2022',
    // Browsers that know light-dark(), which the tokens stand on.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: Object.fromEntries(extensionIds.map((id) => [id, toPath(`../extensions/${id}.tsx`)])),
      preserveEntrySignatures: 'strict',
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
});
