import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createApiClient } from '../../api/api-client.ts';
import { createQueryClient } from '../../api/create-query-client.ts';
import { createFixtureBackend, type FixtureBackend } from '../../testing/fixture-backend.ts';
import { assetsOptions, type AssetsFilter } from './api/get-assets.ts';
import { createLaterPages, type LaterList } from './create-later-pages.ts';
import { pageSize } from './row-range.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const answerMs = 20;

/** A list of 250 machines, and whatever became of the requests for its pages. */
const setUp = (backend: Pick<FixtureBackend, 'answer'> = createFixtureBackend()) => {
  const asked: string[] = [];
  const calledOff: string[] = [];
  const api = createApiClient({
    origin: 'http://backend.test',
    language: 'en',
    getToken: async () => 'token',
    fetch: async (url, init) => {
      const request = new Request(url, init);
      const { searchParams } = new URL(request.url);
      const page = `${searchParams.get('state') ?? 'ALL'} ${searchParams.get('page') ?? ''}`;
      asked.push(page);
      request.signal.addEventListener('abort', () => calledOff.push(page));
      await new Promise((resolve) => setTimeout(resolve, answerMs));
      return backend.answer(request);
    },
  });
  const toList = (filter: AssetsFilter = {}, total = 250): LaterList => ({
    total,
    toQuery: (page) => assetsOptions(api, filter, { page, size: pageSize }),
  });
  const client = createQueryClient();
  client.mount();
  const pages = createLaterPages(client);
  const told = vi.fn();
  pages.subscribe(told);
  return { pages, toList, asked, calledOff, told };
};

const untilAnswered = () => vi.advanceTimersByTimeAsync(2 * answerMs);

test('a page is asked for when it is near, and told of when its rows are there', async () => {
  const { pages, toList, asked, told } = setUp();
  const list = toList();
  pages.setList(list);
  pages.showPages({ first: 0, last: 1 });
  told.mockClear();
  expect(pages.findRows(1, list)).toBeUndefined();
  await untilAnswered();
  expect(asked).toEqual(['ALL 1']);
  expect(told).toHaveBeenCalledTimes(1);
  expect(pages.findRows(1, list)).toHaveLength(pageSize);
});

test('there is nothing to ask for before the list is known, or after its last page', async () => {
  const { pages, toList, asked } = setUp();
  pages.showPages({ first: 0, last: 9 });
  pages.setList(toList({}, 0));
  expect(asked).toEqual([]);
  pages.setList(toList({}, 200));
  await untilAnswered();
  expect(asked).toEqual(['ALL 1']);
});

test('a page that is out of reach before it came is called off, and asked for again when it is near', async () => {
  const { pages, toList, asked, calledOff } = setUp();
  const list = toList();
  pages.setList(list);
  pages.showPages({ first: 0, last: 1 });
  pages.showPages({ first: 1, last: 1 });
  await vi.advanceTimersByTimeAsync(answerMs / 2);
  pages.showPages({ first: 2, last: 2 });
  await untilAnswered();
  expect(calledOff).toEqual(['ALL 1']);
  expect(pages.findRows(1, list)).toBeUndefined();
  pages.showPages({ first: 1, last: 2 });
  await untilAnswered();
  expect(asked).toEqual(['ALL 1', 'ALL 2', 'ALL 1']);
  expect(pages.findRows(1, list)).toHaveLength(pageSize);
});

test('who scrolls back finds a page that had come as soon as it is near', async () => {
  const { pages, toList, asked } = setUp();
  const list = toList();
  pages.setList(list);
  pages.showPages({ first: 1, last: 1 });
  await untilAnswered();
  pages.showPages({ first: 2, last: 2 });
  await untilAnswered();
  pages.showPages({ first: 1, last: 1 });
  expect(pages.findRows(1, list)).toHaveLength(pageSize);
  expect(asked).toEqual(['ALL 1', 'ALL 2']);
});

test('another list asks for its own pages, and has no rows of the one before', async () => {
  const { pages, toList, asked } = setUp();
  const before = toList();
  pages.setList(before);
  pages.showPages({ first: 1, last: 1 });
  await untilAnswered();
  const after = toList({ state: 'REPORTING' });
  expect(pages.findRows(1, after)).toBeUndefined();
  pages.setList(after);
  expect(pages.findRows(1, after)).toBeUndefined();
  await untilAnswered();
  expect(asked).toEqual(['ALL 1', 'REPORTING 1']);
  expect(pages.findRows(1, after)?.every(({ state }) => state === 'REPORTING')).toBe(true);
  expect(pages.findRows(1, before)).toBeUndefined();
});

test('the same list with another number of machines keeps the rows that are there', async () => {
  const { pages, toList, asked, told } = setUp();
  const before = toList();
  pages.setList(before);
  pages.showPages({ first: 1, last: 1 });
  await untilAnswered();
  const rows = pages.findRows(1, before);
  const after = toList({}, 249);
  told.mockClear();
  pages.setList(after);
  expect(pages.findRows(1, after)).toBe(rows);
  expect(told).toHaveBeenCalled();
  await untilAnswered();
  expect(asked).toEqual(['ALL 1']);
});

test('why a page does not come is told, and trying again brings it', async () => {
  let scenario: 'forbidden' | 'usual' = 'forbidden';
  const { pages, toList, told } = setUp({
    answer: (request) => createFixtureBackend({ scenario }).answer(request),
  });
  const list = toList();
  pages.setList(list);
  pages.showPages({ first: 1, last: 2 });
  told.mockClear();
  await untilAnswered();
  expect(told).toHaveBeenCalled();
  expect(pages.findError()).toMatchObject({ status: 403 });
  scenario = 'usual';
  told.mockClear();
  pages.retry();
  await untilAnswered();
  expect(told).toHaveBeenCalled();
  expect(pages.findError()).toBeUndefined();
  expect(pages.findRows(1, list)).toHaveLength(pageSize);
  expect(pages.findRows(2, list)).toHaveLength(50);
});

test('trying again asks only for what did not come', async () => {
  const { pages, toList, asked } = setUp();
  pages.setList(toList());
  pages.showPages({ first: 1, last: 2 });
  await untilAnswered();
  pages.retry();
  await untilAnswered();
  expect(asked).toEqual(['ALL 1', 'ALL 2']);
});

test('closing calls off what has not come, and nothing is told of any more', async () => {
  const { pages, toList, calledOff, told } = setUp();
  pages.setList(toList());
  pages.showPages({ first: 1, last: 1 });
  await vi.advanceTimersByTimeAsync(answerMs / 2);
  told.mockClear();
  pages.close();
  await untilAnswered();
  expect(calledOff).toEqual(['ALL 1']);
  expect(told).not.toHaveBeenCalled();
});
