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
