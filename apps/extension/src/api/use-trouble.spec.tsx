import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError } from './api-error.ts';
import { createQueryClient } from './create-query-client.ts';
import { useTrouble } from './use-trouble.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const unavailable = new ApiError({
  status: 503,
  code: 'store_unavailable',
  message: '',
  retryAfterSeconds: 5,
});
const offline = new ApiError({ status: 0, code: 'network', message: '' });
const refused = new ApiError({ status: 403, code: 'unexpected_answer', message: '' });

/** Something that is read on screen, and answers or fails as the test says, each time the next. */
const read = (...answers: readonly (Error | string)[]) => {
  const left = [...answers];
  const queryFn = async () => {
    const answer = left.shift();
    if (answer instanceof Error) throw answer;
    return answer ?? 'one question too many';
  };
  const client = createQueryClient();
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const useBoth = () => {
    // What is taken out here is what a change of is noticed.
    const { data, error, failureCount, refetch } = useQuery({ queryKey: ['x'], queryFn });
    return { trouble: useTrouble(), query: { data, error, failureCount, refetch } };
  };
  return renderHook(useBoth, { wrapper });
};

const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));

test('what is loading and fails is told at once, until it comes', async () => {
  const { result } = read(unavailable, unavailable, 'data');
  expect(result.current.trouble).toBeUndefined();
  await pass(10);
  expect(result.current.trouble).toBe(unavailable);
  await pass(5_000);
  expect(result.current.trouble).toBe(unavailable);
  await pass(5_000);
  expect(result.current.query.data).toBe('data');
  expect(result.current.trouble).toBeUndefined();
});

test('what is mended within a second is not told', async () => {
  const { result } = read(offline, offline, 'data');
  await pass(10);
  expect(result.current).toMatchObject({ trouble: undefined, query: { failureCount: 1 } });
  await pass(500);
  expect(result.current.trouble).toBe(offline);
});

test('what is not tried again, or no more, is an error and no trouble', async () => {
  const first = read(refused);
  await pass(10);
  expect(first.result.current).toMatchObject({ trouble: undefined, query: { error: refused } });
  const last = read(unavailable, unavailable, unavailable);
  await pass(10_010);
  expect(last.result.current).toMatchObject({ trouble: undefined, query: { error: unavailable } });
});

test('what is there already stays without a word when reading it anew fails', async () => {
  const { result } = read('data', unavailable);
  await pass(10);
  act(() => void result.current.query.refetch());
  await pass(10);
  expect(result.current).toMatchObject({ trouble: undefined, query: { data: 'data', failureCount: 1 } });
});
