import { readFileSync } from 'node:fs';

type RootPackage = { readonly scripts: Readonly<Record<'backend', string>> };

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as RootPackage;

/** What `npm run backend` tells Node, so that what is tested and measured runs as operators run it. */
export const backendFlags: readonly string[] = scripts.backend
  .split(' ')
  .filter((word) => word.startsWith('--'));
