import { spawn } from 'node:child_process';
import { compileCacheEnv } from '@fleet-watch/testing';
import { waitForBackend } from '@fleet-watch/tools';
import { backendFlags } from './backend-flags.ts';

/** A backend in a process of its own, as operators run it. */
export type BackendProcess = {
  readonly url: string;
  /** By which the operating system knows it. */
  readonly pid: number;
  /** Everything it printed. */
  readonly output: () => string;
  /** Asks it to stop and answers with its exit code. */
  readonly stop: () => Promise<number | null>;
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<void>;
};

const readyTimeoutMs = 75_000;

/**
 * Starts a backend with these settings and none of our own, but with our path, and waits until it takes work.
 *
 * @throws with what it printed when it ends, or is not ready within 75 s
 */
export const startBackend = async (
  env: Readonly<Record<string, string>>,
  port: number,
): Promise<BackendProcess> => {
  const child = spawn(process.execPath, [...backendFlags, 'apps/backend/src/main.ts'], {
    env: { PATH: process.env['PATH'], ...compileCacheEnv(), PORT: `${port}`, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => printed.push(`${chunk}`));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const output = () => printed.join('');

  const url = `http://localhost:${port}`;
  if (!(await waitForBackend(child, url, readyTimeoutMs))) {
    child.kill('SIGKILL');
    throw new Error(`The backend did not become ready:\n${output()}`);
  }
  return {
    url,
    pid: child.pid ?? 0,
    output,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
};
