import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runUntilStalled, type Progress } from './run-until-stalled.ts';

const minuteMs = 60_000;
const options = { longestPauseMs: minuteMs };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Work that is steered from outside. */
const begin = (signal?: AbortSignal) => {
  const work = Promise.withResolvers<string>();
  let progress: Progress | undefined;
  const run = runUntilStalled(
    (given) => {
      progress = given;
      return work.promise;
    },
    { ...options, signal },
  );
  const outcome = run.then(
    (value) => ({ value }),
    (cause: unknown) => ({ cause }),
  );
  return { ...work, outcome, progress: () => progress as Progress };
};

test('work that goes on is given all the time it takes', async () => {
  const { resolve, outcome, progress } = begin();
  for (let minute = 0; minute < 300; minute += 1) {
    vi.advanceTimersByTime(minuteMs - 1);
    progress().tell();
  }
  expect(progress().signal.aborted).toBe(false);
  resolve('done');
  expect(await outcome).toEqual({ value: 'done' });
});

test('work that comes no further is given up, though it does not end by itself', async () => {
  const { outcome, progress } = begin();
  vi.advanceTimersByTime(minuteMs - 1);
  progress().tell();
  vi.advanceTimersByTime(minuteMs);
  expect(await outcome).toMatchObject({ cause: { code: 'stalled' } });
  expect(progress().signal.reason).toMatchObject({ code: 'stalled' });
});

test('work that was given up and wakes up later disturbs nobody', async () => {
  const { reject, outcome, progress } = begin();
  vi.advanceTimersByTime(minuteMs);
  await outcome;
  progress().tell();
  reject(new Error('late'));
  expect(vi.getTimerCount()).toBe(0);
});

test('work is asked to stop with whoever asked for it, and its own failure is told', async () => {
  const controller = new AbortController();
  const { reject, outcome, progress } = begin(controller.signal);
  controller.abort(new Error('stopping'));
  expect(progress().signal.reason).toEqual(new Error('stopping'));
  reject(new Error('the wire broke'));
  expect(await outcome).toEqual({ cause: new Error('the wire broke') });
  expect(vi.getTimerCount()).toBe(0);
});
