import { defineConfig } from 'rolldown';

/** Our own packages go into the bundle; everything from npm is imported at run time. */
const isExternal = (id: string): boolean => !/^[./]|^@fleet-watch\//.test(id);

export default defineConfig({
  input: { main: 'src/main.ts', fleetwatch: 'src/cli/main.ts' },
  platform: 'node',
  external: isExternal,
  output: { dir: '../../dist/backend', format: 'esm', sourcemap: true, cleanDir: true },
});
