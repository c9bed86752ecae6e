import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

type Step = { readonly name: string; readonly command: readonly [string, ...string[]] };

/**
 * What has to be true before a change lands, the quick answers first. Continuous integration runs this same list.
 * Stages come one after the other, and so do the steps of a lane; the lanes of a stage run side by side.
 */
const stages: readonly (readonly (readonly Step[])[])[] = [
  [
    [
      { name: 'a forbidden import fails lint', command: ['node', 'tools/src/prove-boundaries.ts'] },
      { name: 'build', command: ['nx', 'run-many', '-t', 'build', '--output-style=static'] },
    ],
  ],
  [
    // One process for all projects: each for itself reads the same types, and a clean clone has nothing cached. The
    // rule about boundaries reads the graph of projects that the build left.
    [{ name: 'lint with module boundaries', command: ['eslint', '.', '--max-warnings', '0'] }],
    [
      { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
      { name: 'types', command: ['tsc', '-b'] },
      { name: 'exports of the libraries', command: ['node', 'tools/src/check-exports.ts'] },
      { name: 'links in documents', command: ['node', 'tools/src/check-links.ts'] },
    ],
  ],
  [[{ name: 'tests', command: ['vitest', 'run'] }]],
];

// Tests start many processes of ours; compiling the same files for each of them is a good part of what it takes.
const env = { NODE_COMPILE_CACHE: resolve('node_modules/.cache/compiled'), ...process.env };

/** Runs a step; what it prints comes at once when it runs alone, and else when it has ended. */
const runStep = async ({ name, command }: Step, isAlone: boolean): Promise<boolean> => {
  const [program, ...args] = command;
  const startedMs = Date.now();
  if (isAlone) console.log(`\n# ${name}`);
  const child = spawn(program, args, { env, stdio: isAlone ? 'inherit' : 'pipe' });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => printed.push(chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  if (!isAlone) console.log(`\n# ${name}\n${Buffer.concat(printed).toString()}`);
  if (code === 0) console.log(`# ${name}: ${((Date.now() - startedMs) / 1000).toFixed(1)} s`);
  else console.error(`\n# ${name}: failed. Again, alone: npx ${command.join(' ')}`);
  return code === 0;
};

const runLane = async (lane: readonly Step[], isAlone: boolean): Promise<boolean> => {
  for (const step of lane) if (!(await runStep(step, isAlone))) return false;
  return true;
};

for (const lanes of stages) {
  const passed = await Promise.all(lanes.map((lane) => runLane(lane, lanes.length === 1)));
  if (passed.includes(false)) process.exit(1);
}
