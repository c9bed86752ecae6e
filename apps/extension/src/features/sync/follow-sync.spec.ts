import type { Sync } from '@fleet-watch/contracts';
import { afterEach, expect, test, vi } from 'vitest';
import type { ApiClient } from '../../api/api-client.ts';
import { ApiError } from '../../api/api-error.ts';
import { followSync } from './follow-sync.ts';

afterEach(() => {
  vi.useRealTimers();
});

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

const unheard = { onSync: () => undefined, signal: new AbortController().signal };

test('events are told one by one, however they are cut on the way', async () => {
  const events = [
    toEvent({ fetched: 20 }),
    ': still here\n\n',
    toEvent({ fetched: 60, state: 'SUCCEEDED' }),
  ].join('');
  const cut = [events.slice(0, 31), events.slice(31, 90), events.slice(90)];
  const { api, get } = createApi(toStream(cut));
  const told: number[] = [];
  const end = await followSync(api, sync, {
    onSync: ({ fetched }) => told.push(fetched),
    signal: new AbortController().signal,
  });
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
  const end = followSync(api, sync, unheard);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await end).toMatchObject({ state: 'FAILED', error: 'Trackunit did not answer' });
  expect(get).toHaveBeenCalledTimes(2);
});

test('an event that is not a sync ends the stream, not the page', async () => {
  vi.useFakeTimers();
  const { api } = createApi(toStream(['data: {"hello":1}\n\n']), [{ state: 'SUCCEEDED' }]);
  const end = followSync(api, sync, unheard);
  await vi.advanceTimersByTimeAsync(3_000);
  expect((await end).state).toBe('SUCCEEDED');
});

test('who leaves the page is no longer told', async () => {
  const { api } = createApi(toStream([toEvent({ fetched: 20 })]));
  const controller = new AbortController();
  const end = followSync(api, sync, {
    onSync: () => controller.abort(new Error('left')),
    signal: controller.signal,
  });
  await expect(end).rejects.toThrow('left');
});

/** A server that says it is still there so many times, every 15 seconds, and then nothing, without hanging up. */
const createFallingSilent = (times: number, polled: readonly Partial<Sync>[]) => {
  const { api, get } = createApi(new Response(), polled);
  const open: ApiClient['open'] = async (_path, _accept, { signal } = {}) =>
    new Response(
      new ReadableStream({
        async start(controller) {
          signal?.addEventListener('abort', () => controller.error(signal.reason));
          for (let time = 0; time < times; time += 1) {
            await new Promise((resolve) => setTimeout(resolve, 15_000));
            controller.enqueue(new TextEncoder().encode(': still here\n\n'));
          }
        },
      }),
    );
  return { api: { ...api, open }, get };
};

test('a stream that falls silent is given up after 45 seconds and followed by asking', async () => {
  vi.useFakeTimers();
  const { api, get } = createFallingSilent(4, [{ state: 'SUCCEEDED' }]);
  const end = followSync(api, sync, unheard);
  await vi.advanceTimersByTimeAsync(60_000 + 44_000);
  expect(get).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(4_000);
  expect((await end).state).toBe('SUCCEEDED');
});

const createRefusing = (openError: Error, answers: readonly (Error | Partial<Sync>)[]) => {
  const left = [...answers];
  const get = vi.fn(async () => {
    const next = left.shift();
    if (next instanceof Error) throw next;
    return { ...sync, ...next };
  });
  return { open: () => Promise.reject(openError), get, send: vi.fn() } as unknown as ApiClient;
};

const away = new ApiError({ code: 'network', message: 'no answer from the server', status: 0 });

test('events that cannot be had, and an answer that does not come, do not end the following', async () => {
  vi.useFakeTimers();
  const api = createRefusing(away, [away, { fetched: 40 }, away, away, { state: 'SUCCEEDED' }]);
  const told: number[] = [];
  const onSync = ({ fetched }: Sync) => told.push(fetched);
  const end = followSync(api, sync, { onSync, signal: new AbortController().signal });
  await vi.advanceTimersByTimeAsync(11_000);
  expect((await end).state).toBe('SUCCEEDED');
  expect(told).toEqual([40, 0]);
});

test('a server that stays away, or does not know the sync, ends the following with its error', async () => {
  vi.useFakeTimers();
  const unknown = new ApiError({ code: 'not_found', message: '', status: 404 });
  for (const answers of [[away, away, away], [unknown]]) {
    const api = createRefusing(away, answers);
    const end = followSync(api, sync, unheard);
    const seen = expect(end).rejects.toBe(answers.at(-1));
    await vi.advanceTimersByTimeAsync(11_000);
    await seen;
  }
});
