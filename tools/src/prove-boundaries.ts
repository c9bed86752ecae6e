import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Imports that the house forbids. Each is written into a project for a moment; lint must refuse it. */
const forbidden = [
  { project: 'apps/extension', imports: 'express' },
  { project: 'apps/extension', imports: '@fleet-watch/backend' },
  { project: 'apps/backend', imports: 'react' },
  { project: 'apps/backend', imports: '@fleet-watch/emulator' },
  { project: 'libs/contracts', imports: '@fleet-watch/fleet' },
  { project: 'libs/contracts', imports: 'express' },
  { project: 'libs/fleet', imports: '@fleet-watch/trackunit-client' },
  { project: 'libs/trackunit-client', imports: 'pg' },
  { project: 'libs/trackunit-client', imports: '@fleet-watch/iris-app-backend' },
  { project: 'libs/iris-app-backend', imports: '@fleet-watch/fleet' },
  { project: 'libs/iris-app-backend', imports: '@fleet-watch/emulator' },
  { project: 'libs/emulator', imports: '@fleet-watch/trackunit-client' },
];

const untagged = 'libs/untagged-proof';
/** An import that is right: a rule that refuses everything would prove nothing. */
const allowed = { project: 'apps/extension', imports: '@fleet-watch/scopes' };

type Proof = { readonly file: string; readonly imports: string };

const toProof = ({ project, imports }: { project: string; imports: string }): Proof => ({
  file: `${project}/src/boundary-proof-${imports.replace(/\W+/g, '-')}.ts`,
  imports,
});

const write = (file: string, text: string): void => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};

/** The proofs that lint has nothing to say against, among those it was shown. */
const findAllowed = (proofs: readonly Proof[]): readonly Proof[] => {
  const files = proofs.map(({ file }) => file);
  const { stdout, stderr } = spawnSync('eslint', ['--format', 'json', ...files], { encoding: 'utf8' });
  if (stdout === '') throw new Error(`eslint said nothing on its output: ${stderr}`);
  const results = JSON.parse(stdout) as { filePath: string; messages: { ruleId: string }[] }[];
  const isRefused = ({ file }: Proof) =>
    results.some(
      ({ filePath, messages }) =>
        filePath.endsWith(file) && messages.some(({ ruleId }) => ruleId === '@nx/enforce-module-boundaries'),
    );
  return proofs.filter((proof) => !isRefused(proof));
};

/** The rule reads the graph of projects from a file that this renews; without it the rule says nothing. */
const renewGraph = (): void => {
  spawnSync('nx', ['show', 'projects'], { stdio: 'ignore' });
};

const prove = (proofs: readonly Proof[]): readonly Proof[] => {
  for (const { file, imports } of proofs)
    write(file, `import * as forbidden from '${imports}';\nexport { forbidden };\n`);
  renewGraph();
  try {
    return findAllowed(proofs);
  } finally {
    for (const { file } of proofs) rmSync(file, { force: true });
  }
};

const proveAll = (): readonly Proof[] => {
  write(
    `${untagged}/package.json`,
    JSON.stringify({ name: '@fleet-watch/untagged-proof', private: true, type: 'module' }),
  );
  write(
    `${untagged}/tsconfig.json`,
    JSON.stringify({ extends: '../../tsconfig.base.json', include: ['src'] }),
  );
  try {
    return prove([allowed, ...forbidden, { project: untagged, imports: '@fleet-watch/scopes' }].map(toProof));
  } finally {
    rmSync(untagged, { recursive: true, force: true });
    renewGraph();
  }
};

const passed = proveAll();
const holes = passed.filter(({ file }) => file !== toProof(allowed).file);
for (const { file, imports } of holes) console.error(`${file} may import ${imports}`);
if (holes.length > 0 || passed.length !== 1) {
  console.error('The module boundaries do not hold as meant: see depConstraints in eslint.config.mjs.');
  process.exit(1);
}
console.log(
  `${forbidden.length} forbidden imports and a project without tags refused, a right one let through`,
);
