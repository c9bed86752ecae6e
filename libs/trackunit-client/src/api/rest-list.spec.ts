import { expect, test } from 'vitest';
import { z } from 'zod';
import { startApiServer } from '../testing/api-server.ts';
import { collect } from '../testing/collect.ts';
import { serve } from '../testing/serve.ts';

const list = {
  endpoint: 'things',
  scopes: ['asset.view'],
  item: z.object({ id: z.string() }),
  style: 'page',
  pageSize: 2,
} as const;

test.each([
  ['another origin', (host: string) => `http://${host}/things`],
  ['another host', (host: string) => `//${host}/things`],
  ['a backslash that counts as a slash', (host: string) => `/\\${host}/things`],
  ['two backslashes', (host: string) => `\\\\${host}/things`],
  ['a tab that URL parsing drops', (host: string) => `/\t/${host}/things`],
  ['a newline that URL parsing drops', (host: string) => `/\n/${host}/things`],
  ['a space before it', (host: string) => ` //${host}/things`],
  ['no slash at its beginning', () => 'things'],
  ['nothing at all', () => ''],
  ['a query of its own', () => '/things?page=7'],
  ['a fragment', () => '/things#'],
])('a list whose path has %s is refused, and no token goes anywhere', async (_what, toPath) => {
  await using server = await startApiServer(() => ({ content: [], totalPages: 0 }));
  await using other = await serve((_request, response) => void response.writeHead(404).end());
  const path = toPath(new URL(other.url).host);
  const read = async () =>
    collect(
      server
        .createClient()
        .account('a')
        .restList({ ...list, path }),
    );
  await expect(read()).rejects.toThrow(TypeError);
  expect(other.requests).toEqual([]);
  expect(server.requests).toEqual([]);
  expect(server.tokenRequests()).toBe(0);
});

test('a list whose path has dots, spaces and an odd letter is read from the API', async () => {
  await using server = await startApiServer(() => ({ content: [{ id: 'a' }], totalPages: 1 }));
  const path = '/api/../øst og vest/v1.2//things';
  const pages = await collect(
    server
      .createClient()
      .account('a')
      .restList({ ...list, path }),
  );
  expect(pages).toEqual([[{ id: 'a' }]]);
  expect(server.requests[0]?.path).toBe('/%C3%B8st%20og%20vest/v1.2//things?page=0&size=2');
});

/** Answers page after page. */
const startPages = (
  ...pages: readonly (readonly [ids: readonly string[], totalPages: number, number?: number])[]
) =>
  startApiServer((_request, count) => {
    const [ids, totalPages, number] = pages[count - 1]!;
    return { content: ids.map((id) => ({ id })), totalPages, number };
  });

const readIds = async (server: Awaited<ReturnType<typeof startPages>>) => {
  const pages = await collect(server.createClient().account('a').restAssets());
  return pages.flat().map(({ assetId }) => assetId);
};

test('a list by page ends with its last page', async () => {
  await using server = await startPages([['a'], 2, 0], [['b'], 2, 1]);
  expect(await readIds(server)).toEqual(['a', 'b']);
  expect(server.requests).toHaveLength(2);
});

test.each([
  ['and says its number', [2, 1]],
  ['and has no number', [2]],
  ['and is past the end by now', [1, 1]],
  ['of a list that is empty by now', [0, 1]],
] as const)('a list by page ends with an empty page where the last one was, %s', async (_what, saying) => {
  await using server = await startPages([['a'], 3, 0], [[], ...saying]);
  expect(await readIds(server)).toEqual(['a']);
  expect(server.requests).toHaveLength(2);
});

test.each([
  [
    'and says its number',
    [
      [['a'], 4, 0],
      [[], 4, 1],
    ],
  ],
  [
    'and has no number',
    [
      [['a'], 4],
      [[], 4],
    ],
  ],
  ['and is the first', [[[], 4, 0]]],
] as const)('an empty page before the last one ends no list, %s', async (_what, pages) => {
  await using server = await startPages(...pages);
  await expect(readIds(server)).rejects.toMatchObject({
    code: 'bad_response',
    message: expect.stringMatching(/^GET \/api\/asset\/v1\/assets gave page \d of 4 without items$/),
  });
});

test('a fleet by REST with an empty page before the last one is no fleet', async () => {
  await using server = await startApiServer((request) => {
    const page = Number(new URL(request.path, 'http://x').searchParams.get('page'));
    const content = page === 1 || request.path.startsWith('/api/location/') ? [] : [{ id: `a${page}` }];
    return { content, totalPages: content.length === 0 && page === 0 ? 0 : 3, number: page };
  });
  const reading = await server.createClient().account('a').openFleet({ knownGap: 'html' });
  await expect(collect(reading.pages)).rejects.toMatchObject({ code: 'bad_response' });
});
