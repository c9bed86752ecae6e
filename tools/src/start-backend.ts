import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** A backend in a process of its own. */
export type RunningBackend = {
  readonly url: string;
  /** Asks it to stop, and waits until it has. */
  readonly stop: () => Promise<void>;
  /** Resolves when it ends, by itself or not. */
  readonly ended: Promise<number | null>;
};

const pollMs = 50;

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    (response) => response.ok,
    () => false,
  );

const endOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code));
  });

/**
 * Starts the backend from its sources and waits until it takes work. Its log goes to our own output.
 *
 * @throws when it ends before that; it has said why itself
 */
export const runBackend = async (
  env: Record<string, string | undefined>,
  port: number,
): Promise<RunningBackend> => {
  const child = spawn(process.execPath, ['apps/backend/src/main.ts'], {
    env: { ...env, PORT: `${port}` },
    stdio: ['ignore', 'inherit', 'inherit'],
    // Ctrl-C in a terminal reaches every process of its group; ours asks the backend to stop, once and in order.
    detached: true,
  });
  const ended = endOf(child);
  const url = `http://localhost:${port}`;
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
  };
  while (!(await isReady(url))) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error('The backend did not start; see above.');
    await sleep(pollMs);
  }
  return { url, stop, ended };
};
