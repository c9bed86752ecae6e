import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const packageDir = fromRoot('dist/local-trackunit');

/** Our own packages go into the bundle; everything from npm is imported at run time. */
const isExternal = (id: string): boolean => !/^[./]|^@fleet-watch\//.test(id);

const readPackage = (path: string) =>
  JSON.parse(readFileSync(fromRoot(path), 'utf8')) as {
    readonly version: string;
    readonly engines?: unknown;
    readonly dependencies: Readonly<Record<string, string>>;
  };

/** What npm has to know: the command, and what the bundle imports. */
const toPackageJson = () => {
  const { engines, version } = readPackage('package.json');
  const { dependencies } = readPackage('libs/emulator/package.json');
  return {
    name: 'local-trackunit',
    version,
    description: 'A local Trackunit for people who build Iris Apps',
    license: 'MIT',
    type: 'module',
    engines,
    bin: { 'local-trackunit': 'local-trackunit.js' },
    dependencies: Object.fromEntries(Object.entries(dependencies).filter(([, range]) => range !== '*')),
  };
};

/** The command as a package of its own, with the Manager page in it: `npx <folder or tarball>` from any other folder. */
export default defineConfig({
  input: { 'local-trackunit': fileURLToPath(new URL('src/main.ts', import.meta.url)) },
  platform: 'node',
  external: isExternal,
  output: { dir: packageDir, format: 'esm', cleanDir: true, banner: '#!/usr/bin/env node' },
  plugins: [
    {
      name: 'package',
      writeBundle: () => {
        mkdirSync(packageDir, { recursive: true });
        cpSync(fromRoot('dist/manager'), `${packageDir}/manager-page`, { recursive: true });
        cpSync(fromRoot('LICENSE'), `${packageDir}/LICENSE`);
        writeFileSync(`${packageDir}/package.json`, `${JSON.stringify(toPackageJson(), null, 2)}\n`);
      },
    },
  ],
});
