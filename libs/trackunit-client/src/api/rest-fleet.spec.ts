import { expect, test } from 'vitest';
import { startApiServer } from '../testing/api-server.ts';
import { collect } from '../testing/collect.ts';

const [early, late] = ['2026-01-01T08:00:00Z', '2026-01-01T09:00:00Z'];

test.each<[string, (string | null)[][]]>([
  ['the later one comes first', [[late, early]]],
  ['the later one comes last', [[early, late]]],
  ['one has no time', [[late, null]]],
  ['one is on another page', [[early], [late]]],
])('an asset with two locations was last seen at the later time: %s', async (_name, pages) => {
  await using server = await startApiServer(({ method, path }, _count, response) => {
    if (method === 'POST') return response.writeHead(404).end();
    if (!path.startsWith('/api/location/')) return { content: [{ id: 'a' }], totalPages: 1 };
    const page = Number(new URL(path, 'http://x').searchParams.get('page'));
    const content = (pages[page] ?? []).map((updatedAt) => ({ properties: { assetId: 'A', updatedAt } }));
    return { content, totalPages: pages.length };
  });
  const [assets] = await collect(server.createClient().account('a').assets());
  expect(assets).toMatchObject([{ assetId: 'a', lastSeenAt: new Date(late) }]);
});
