import { mkdir, writeFile } from 'node:fs/promises';
// See `createManifestFor`: it stands outside of every project's sources.
const { default: manifest } = (await import(new URL('../../iris-app-manifest.ts', import.meta.url).href)) as {
  default: unknown;
};
await mkdir('dist', { recursive: true });
await writeFile('dist/iris-app-manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
console.log('dist/iris-app-manifest.json');
