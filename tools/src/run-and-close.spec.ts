import { expect, test } from 'vitest';
import { runAndClose } from './run-and-close.ts';

const refuse = (what: string) => () => Promise.reject(new Error(`${what} does not close`));

test('everything is closed, the newest first, and each thing that does not want to is told', async () => {
  const closed: string[] = [];
  const told: string[] = [];
  const code = await runAndClose(
    async (closers) => {
      closers.defer(() => void closed.push('first'));
      closers.defer(refuse('second'));
      closers.defer(() => void closed.push('third'));
      closers.defer(refuse('fourth'));
      throw new Error('the work failed');
    },
    (line) => told.push(line),
  );
  expect(closed).toEqual(['third', 'first']);
  expect(told).toEqual(['the work failed', 'fourth does not close', 'second does not close']);
  expect(code).toBe(1);
});

test('work that ends well and closes well ends the process with 0, and says nothing', async () => {
  const told: string[] = [];
  const code = await runAndClose(
    async (closers) => closers.defer(() => undefined),
    (line) => told.push(line),
  );
  expect([code, told]).toEqual([0, []]);
});
