import { spawn } from 'node:child_process';
import { compileCacheEnv } from '@fleet-watch/testing';

/** How a program ended, and everything it printed. */
export type ProgramRun = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** Runs a program in a process of its own, with these settings and none of our own. */
const runProgram =
  (file: string) =>
  (env: Readonly<Record<string, string>>, args: readonly string[] = [], input = ''): Promise<ProgramRun> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [new URL(file, import.meta.url).pathname, ...args], {
        env: { ...compileCacheEnv(), ...env },
      });
      const printed = { stdout: '', stderr: '' };
      child.stdout.on('data', (chunk: Buffer) => (printed.stdout += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (printed.stderr += chunk.toString()));
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, ...printed }));
      child.stdin.end(input);
    });

/** The operator's command line. */
export const runFleetwatch = runProgram('../cli/main.ts');

/** The backend, until it ends by itself. */
export const runMain = runProgram('../main.ts');
