import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useLasting } from './use-lasting.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const watch = () => renderHook(({ isSo }) => useLasting(isSo, 150), { initialProps: { isSo: true } });
const pass = (ms: number) =>
  act(() => {
    vi.advanceTimersByTime(ms);
  });

test('what passes soon is never told', () => {
  const { result, rerender } = watch();
  pass(149);
  expect(result.current).toBe(false);
  rerender({ isSo: false });
  pass(10_000);
  expect(result.current).toBe(false);
});

test('what lasts is told until it has passed', () => {
  const { result, rerender } = watch();
  pass(150);
  expect(result.current).toBe(true);
  rerender({ isSo: false });
  expect(result.current).toBe(false);
});

test('what comes again has to last again', () => {
  const { result, rerender } = watch();
  pass(150);
  rerender({ isSo: false });
  rerender({ isSo: true });
  pass(149);
  expect(result.current).toBe(false);
});
