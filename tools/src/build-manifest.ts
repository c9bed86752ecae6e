import { mkdir, writeFile } from 'node:fs/promises';
import type { IrisAppManifest } from '@trackunit/iris-app-sdk';

// The manifest stands at the root, where Trackunit's tools look for it, outside of every project's sources.
const file = new URL('../../iris-app-manifest.ts', import.meta.url).href;
const { default: manifest } = (await import(file)) as { default: IrisAppManifest };

await mkdir('dist', { recursive: true });
await writeFile('dist/iris-app-manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
console.log('dist/iris-app-manifest.json');
