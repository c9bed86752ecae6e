import { spawn, type ChildProcess } from 'node:child_process';
import { hasEnded, waitForBackend } from './wait-for-backend.ts';

/** A backend in a process of its own. */
export type StartedBackend = {
  readonly url: string;
  /** Resolves when it takes work; rejects when it ends before that. It has said why itself. */
  readonly ready: Promise<void>;
  /** Asks it to stop, and waits until it has. */
  readonly stop: () => Promise<void>;
  /** Resolves when it ends, by itself or not. */
  readonly ended: Promise<number | null>;
};

const endOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code));
  });

const untilReady = async (child: ChildProcess, url: string): Promise<void> => {
  if (!(await waitForBackend(child, url))) throw new Error('The backend did not start; see above.');
};

/** Starts the backend from its sources. Its log goes to our own output. It never outlives us. */
export const startBackend = (env: Record<string, string | undefined>, port: number): StartedBackend => {
  const child = spawn(
    process.execPath,
    ['--import', './tools/src/stop-with-parent.ts', 'apps/backend/src/main.ts'],
    {
      env: { ...env, PORT: `${port}` },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      // Ctrl-C in a terminal reaches every process of its group; ours asks the backend to stop, once and in order.
      detached: true,
    },
  );
  const ended = endOf(child);
  const url = `http://localhost:${port}`;
  const ready = untilReady(child, url);
  // Who stops it before it is ready does not ask again.
  ready.catch(() => undefined);
  const stop = async () => {
    if (!hasEnded(child)) child.kill('SIGTERM');
    await ended;
  };
  return { url, ready, stop, ended };
};
