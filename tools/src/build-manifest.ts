import { mkdir, writeFile } from 'node:fs/promises';
import { createManifestFor } from './create-manifest-for.ts';

const manifest = await createManifestFor(process.env['PUBLIC_URL'] || 'http://localhost:4300');
await mkdir('dist', { recursive: true });
await writeFile('dist/iris-app-manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
console.log('dist/iris-app-manifest.json');
