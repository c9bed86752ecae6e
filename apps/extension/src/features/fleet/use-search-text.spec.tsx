import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useSearchText } from './use-search-text.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const type = (texts: readonly string[]) => {
  const passedOn: string[] = [];
  const { result } = renderHook(() => useSearchText('', (q) => passedOn.push(q)));
  for (const text of texts) act(() => result.current[1](text));
  return { passedOn, result };
};

test('the first key is passed on at once', () => {
  expect(type(['c']).passedOn).toEqual(['c']);
});

test('keys that follow quickly are passed on together when they pause', () => {
  const { passedOn, result } = type(['c', 'cr', 'cra', 'cran']);
  expect(result.current[0]).toBe('cran');
  expect(passedOn).toEqual(['c']);
  act(() => {
    vi.runAllTimers();
  });
  expect(passedOn).toEqual(['c', 'cran']);
});

test('after a pause a key is passed on at once again', () => {
  const { passedOn, result } = type(['c']);
  act(() => {
    vi.runAllTimers();
  });
  act(() => result.current[1]('cr'));
  expect(passedOn).toEqual(['c', 'cr']);
});

test('who clears the field and begins another search does not wait for its first key', () => {
  const { passedOn } = type(['c', 'cr', '', 'd', 'do']);
  expect(passedOn).toEqual(['c', 'd']);
  act(() => {
    vi.runAllTimers();
  });
  expect(passedOn).toEqual(['c', 'd', 'do']);
});

test('a search that is changed from outside, as by the browser’s back, is what the field shows', () => {
  const { result, rerender } = renderHook(({ q }) => useSearchText(q, () => undefined), {
    initialProps: { q: 'crane' },
  });
  rerender({ q: '' });
  expect(result.current[0]).toBe('');
});
