import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createClosers } from './closers.ts';
import { stopAndExit } from './stop-and-exit.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const begin = (...parts: (() => Promise<void>)[]) => {
  const exits: number[] = [];
  const errors: unknown[] = [];
  const report = (what: unknown) => void errors.push(what);
  const closers = createClosers();
  for (const close of parts) closers.add(close);
  const stopping = stopAndExit({
    logger: { error: report },
    stop: () => closers.closeAll(report),
    exitCode: 0,
    exit: (code) => exits.push(code),
  });
  return { exits, errors, stopping };
};

test('a process whose parts have closed ends at once, and once', async () => {
  const { exits, errors, stopping } = begin(async () => {});
  await stopping;
  await vi.advanceTimersByTimeAsync(60_000);
  expect([exits, errors]).toEqual([[0], []]);
});

test('a job that never ends keeps a process for 25 seconds and no longer, and the log says so', async () => {
  const closed: string[] = [];
  const { exits, errors } = begin(
    async () => void closed.push('the database'),
    () => new Promise(() => {}),
    async () => void closed.push('the server'),
  );
  await vi.advanceTimersByTimeAsync(24_999);
  expect([exits, closed]).toEqual([[], ['the server']]);
  await vi.advanceTimersByTimeAsync(1);
  expect(exits).toEqual([1]);
  expect(errors).toEqual(['not everything closed within 25000 ms; ending all the same']);
});
