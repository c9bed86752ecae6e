import { spawnSync } from 'node:child_process';

/** What has to be true before a change lands, the quick answers first. Continuous integration runs this same list. */
const steps = [
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'types', command: ['tsc', '-b'] },
  { name: 'lint with module boundaries', command: ['nx', 'run-many', '-t', 'lint', '--output-style=static'] },
  { name: 'a forbidden import fails lint', command: ['node', 'tools/src/prove-boundaries.ts'] },
  { name: 'links in documents', command: ['node', 'tools/src/check-links.ts'] },
  { name: 'build', command: ['nx', 'run-many', '-t', 'build', '--output-style=static'] },
  { name: 'tests', command: ['vitest', 'run'] },
];

for (const { name, command } of steps) {
  const [program = '', ...args] = command;
  console.log(`\n# ${name}`);
  const startedMs = Date.now();
  const { status, error } = spawnSync(program, args, { stdio: 'inherit' });
  if (error !== undefined || status !== 0) {
    console.error(`\n# ${name}: failed. Again, alone: npx ${command.join(' ')}`);
    process.exit(1);
  }
  console.log(`# ${name}: ${((Date.now() - startedMs) / 1000).toFixed(1)} s`);
}
