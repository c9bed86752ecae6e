import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const pollMs = 50;

/** Whether a process is over, by itself or by a signal. */
export const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );

/**
 * Waits until a backend takes work.
 *
 * @param timeoutMs how long at most; without it for as long as the process lives
 * @returns false when the process ended, or its time was over, before that
 */
export const waitForBackend = async (
  child: ChildProcess,
  url: string,
  timeoutMs = Number.POSITIVE_INFINITY,
): Promise<boolean> => {
  for (const deadline = Date.now() + timeoutMs; !(await isReady(url)); await sleep(pollMs))
    if (hasEnded(child) || Date.now() > deadline) return false;
  return true;
};
