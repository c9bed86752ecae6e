import { spawn } from 'node:child_process';

/** How a run of the command line ended, and everything it printed. */
export type CliRun = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** Runs `fleetwatch` in a process of its own, with these settings and nothing else of our environment but the path. */
export const runFleetwatch = (
  env: Readonly<Record<string, string>>,
  args: readonly string[],
  input = '',
): Promise<CliRun> =>
  new Promise((resolve, reject) => {
    const main = new URL('../cli/main.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, [main, ...args], { env });
    const printed = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (printed.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (printed.stderr += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...printed }));
    child.stdin.end(input);
  });
