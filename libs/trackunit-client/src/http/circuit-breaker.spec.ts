import { expect, test } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import { TrackunitError } from '../trackunit-error.ts';
import { createCircuitBreaker } from './circuit-breaker.ts';

const fail = () => Promise.reject(new TrackunitError('unavailable', 'nobody there'));

const setUp = () => {
  const clock = createManualClock();
  const { run } = createCircuitBreaker('iris.example', { failures: 10, pauseMs: 5_000 }, clock);
  /** For how long the host is left alone, as the next caller is told. */
  const findPauseMs = () =>
    run(() => Promise.resolve(0)).catch(({ retryAfterMs }: TrackunitError) => retryAfterMs);
  const failAtOnce = (count: number) => Promise.allSettled(Array.from({ length: count }, () => run(fail)));
  return { clock, run, findPauseMs, failAtOnce };
};

test('the first pause is the shortest, however many requests were under way when the host went', async () => {
  const { findPauseMs, failAtOnce } = setUp();
  await failAtOnce(100);
  expect(await findPauseMs()).toBe(5_000);
});

test('the pause doubles with each probe that fails, up to eight times', async () => {
  const { clock, findPauseMs, failAtOnce } = setUp();
  await failAtOnce(10);
  const pauses = [];
  for (let probe = 0; probe < 5; probe += 1) {
    const pauseMs = await findPauseMs();
    pauses.push(pauseMs);
    clock.advance(pauseMs ?? 0);
    await failAtOnce(1);
  }
  expect(pauses).toEqual([5_000, 10_000, 20_000, 40_000, 40_000]);
});

test('what fails late does not make the pause longer', async () => {
  const { clock, run, findPauseMs, failAtOnce } = setUp();
  const { promise, reject } = Promise.withResolvers<never>();
  const late = run(() => promise);
  await failAtOnce(10);
  clock.advance(4_000);
  reject(new TrackunitError('timeout', 'too late'));
  await expect(late).rejects.toMatchObject({ code: 'timeout' });
  expect(await findPauseMs()).toBe(1_000);
});

test('a host that is back begins anew with the shortest pause', async () => {
  const { clock, run, findPauseMs, failAtOnce } = setUp();
  await failAtOnce(10);
  clock.advance(5_000);
  await failAtOnce(1);
  clock.advance(10_000);
  expect(await run(() => Promise.resolve('back'))).toBe('back');
  await failAtOnce(10);
  expect(await findPauseMs()).toBe(5_000);
});
