import { mkdir, writeFile } from 'node:fs/promises';
import { importManifest } from './import-manifest.ts';

const { default: manifest } = await importManifest().catch((cause: unknown) => {
  // A setting that can't be used is one sentence; Node would put its own words around it.
  console.error(cause instanceof Error ? cause.stack : cause);
  process.exit(1);
});
await mkdir('dist', { recursive: true });
await writeFile('dist/iris-app-manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
console.log('dist/iris-app-manifest.json');
