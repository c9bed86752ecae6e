import type { Sync } from '@fleet-watch/contracts';
import { expect, test, vi } from 'vitest';
import type { ApiClient } from '../../api/api-client.ts';
import { followSync } from './follow-sync.ts';

const sync: Sync = {
  id: '11111111-1111-4111-8111-111111111111',
  state: 'RUNNING',
  startedAt: '2026-11-22T06:00:00Z',
  finishedAt: null,
  fetched: 0,
  expected: 60,
  error: null,
};

const toStream = (parts: readonly string[]): Response => {
  const encoder = new TextEncoder();
  return new Response(
    new ReadableStream({
      start(controller) {
        for (const part of parts) controller.enqueue(encoder.encode(part));
        controller.close();
      },
    }),
  );
};

const toEvent = (change: Partial<Sync>): string => `data: ${JSON.stringify({ ...sync, ...change })}\n\n`;

const createApi = (response: Response, polled: readonly Partial<Sync>[] = []) => {
  const left = [...polled];
  const get = vi.fn(async () => ({ ...sync, ...left.shift() }));
  const api = { open: async () => response, get, send: vi.fn() } as unknown as ApiClient;
  return { api, get };
};

test('events are told one by one, however they are cut on the way', async () => {
  const events = [
    toEvent({ fetched: 20 }),
    ': still here\n\n',
    toEvent({ fetched: 60, state: 'SUCCEEDED' }),
  ].join('');
  const cut = [events.slice(0, 31), events.slice(31, 90), events.slice(90)];
  const { api, get } = createApi(toStream(cut));
  const told: number[] = [];
  const end = await followSync(api, sync, ({ fetched }) => told.push(fetched), new AbortController().signal);
  expect(told).toEqual([20, 60]);
  expect(end.state).toBe('SUCCEEDED');
  expect(get).not.toHaveBeenCalled();
});

test('a stream that breaks off early is followed by asking', async () => {
  vi.useFakeTimers();
  const { api, get } = createApi(toStream([toEvent({ fetched: 20 })]), [
    { fetched: 40 },
    { state: 'FAILED', error: 'Trackunit did not answer' },
  ]);
  const end = followSync(api, sync, () => undefined, new AbortController().signal);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await end).toMatchObject({ state: 'FAILED', error: 'Trackunit did not answer' });
  expect(get).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
});

test('an event that is not a sync ends the stream, not the page', async () => {
  vi.useFakeTimers();
  const { api } = createApi(toStream(['data: {"hello":1}\n\n']), [{ state: 'SUCCEEDED' }]);
  const end = followSync(api, sync, () => undefined, new AbortController().signal);
  await vi.advanceTimersByTimeAsync(3_000);
  expect((await end).state).toBe('SUCCEEDED');
  vi.useRealTimers();
});

test('who leaves the page is no longer told', async () => {
  const { api } = createApi(toStream([toEvent({ fetched: 20 })]));
  const controller = new AbortController();
  const end = followSync(api, sync, () => controller.abort(new Error('left')), controller.signal);
  await expect(end).rejects.toThrow('left');
});
