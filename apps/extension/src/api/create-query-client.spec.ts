import { QueryObserver, type QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createQueryClient } from './create-query-client.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const createMounted = () => {
  const client = createQueryClient();
  client.mount();
  return client;
};

const look = (client: QueryClient, page: string | number) =>
  new QueryObserver(client, { queryKey: [page], queryFn: () => page }).subscribe(() => undefined);

/** Looks at one page after the other, as who searches does. */
const lookAtMany = async (client: QueryClient, count: number) => {
  for (let page = 0; page < count; page += 1) {
    const leave = look(client, page);
    await vi.advanceTimersByTimeAsync(10);
    leave();
  }
  await vi.advanceTimersByTimeAsync(10);
};

test('of pages that nothing shows any more only the last few are kept', async () => {
  const client = createMounted();
  await lookAtMany(client, 100);
  expect(client.getQueryCache().getAll()).toHaveLength(8);
  expect(client.getQueryData([99])).toBe(99);
});

test('a page that is shown is kept, however many others came and went', async () => {
  const client = createMounted();
  look(client, 'shown');
  await lookAtMany(client, 30);
  expect(client.getQueryData(['shown'])).toBe('shown');
});

test('whoever goes from one page to the next gets each, an earlier one too', async () => {
  const client = createMounted();
  const toOptions = (page: number) => ({ queryKey: [page], queryFn: () => page });
  const observer = new QueryObserver(client, toOptions(0));
  observer.subscribe(() => undefined);
  for (const page of [...Array(30).keys(), 3, 25, 0, 31]) {
    observer.setOptions(toOptions(page));
    await vi.advanceTimersByTimeAsync(10);
    expect(observer.getCurrentResult().data).toBe(page);
    expect(client.getQueryData([page])).toBe(page);
  }
});
