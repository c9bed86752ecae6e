import type {
  AssetRow,
  ErrorBody,
  FleetCountsPreview,
  FleetFacets,
  Page,
  Settings,
  Sync,
} from '@fleet-watch/contracts';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startSystem, type System } from '../testing/start-system.ts';

let system: System;
const first = () => system.accounts[0]!;
const second = () => system.accounts[1]!;

beforeAll(async () => {
  system = await startSystem({ embeddedTemplate: inject('embeddedTemplateFolder') });
  await system.install(first());
  await system.install(second());
});
afterAll(() => system.close());

const get = async <Body>(path: string, account = first()): Promise<Body> =>
  (await (await system.ask(account, path)).json()) as Body;

const send = (method: string, path: string, body: unknown) =>
  system.ask(first(), path, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

const allAssets = async () => (await get<Page<AssetRow>>('/api/v1/fleet/assets?size=1000')).content;

const countBy = (rows: readonly AssetRow[], field: 'brand' | 'assetType') =>
  [...Map.groupBy(rows, (row) => row[field])]
    .flatMap(([value, group]) => (value === null ? [] : [{ value, count: group.length }]))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));

test('facets are the brands and types of the account’s own fleet, the most frequent first', async () => {
  const rows = await allAssets();
  const { brands, assetTypes } = await get<FleetFacets>('/api/v1/fleet/facets');
  expect(new Map(brands.map(({ value, count }) => [value, count]))).toEqual(
    new Map(countBy(rows, 'brand').map(({ value, count }) => [value, count])),
  );
  expect(assetTypes.map(({ count }) => count)).toEqual(countBy(rows, 'assetType').map(({ count }) => count));
});

test('no answer of the app API, a refusal included, may be kept by a browser or on the way to it', async () => {
  const answers = await Promise.all([
    system.ask(first(), '/api/v1/settings'),
    system.ask(first(), '/api/v1/fleet/assets.csv'),
    system.ask(first(), '/api/v1/fleet/assets?size=0'),
    fetch(`${system.backend().url}/api/v1/account`),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 400, 401]);
  for (const { headers } of answers) expect(headers.get('Cache-Control')).toBe('no-store');
  // That of settings guards a change of them.
  expect(answers.map(({ headers }) => headers.has('ETag'))).toEqual([true, false, false, false]);
});

test('a brand filters the list and its CSV', async () => {
  const rows = await allAssets();
  const [facet] = countBy(rows, 'brand');
  const query = `brand=${encodeURIComponent(facet!.value)}`;
  const page = await get<Page<AssetRow>>(`/api/v1/fleet/assets?size=1000&${query}`);
  expect(page.totalElements).toBe(facet!.count);
  expect(new Set(page.content.map(({ brand }) => brand))).toEqual(new Set([facet!.value]));
  const csv = await (await system.ask(first(), `/api/v1/fleet/assets.csv?${query}`)).text();
  expect(csv.trimEnd().split('\r\n')).toHaveLength(1 + facet!.count);
});

test('assets can be listed by their id, whatever stands in the other fields, and the CSV begins with it', async () => {
  const ids = (await allAssets()).map(({ assetId }) => assetId).sort();
  const sorted = await get<Page<AssetRow>>('/api/v1/fleet/assets?size=1000&sort=-assetId');
  expect(sorted.content.map(({ assetId }) => assetId)).toEqual(ids.toReversed());
  const csv = await (await system.ask(first(), '/api/v1/fleet/assets.csv?sort=assetId')).text();
  const [columns, row] = csv.split('\r\n');
  expect(columns).toBe('assetId,name,brand,model,serialNumber,assetType,state,lastSeenAt,silentSince');
  expect(row).toMatch(new RegExp(`^${ids[0]},`));
  const path = '/api/v1/fleet/assets.csv?sort=assetId&separator=semicolon';
  const [heads] = (await (await system.ask(first(), path)).text()).split('\r\n');
  expect(heads).toBe(columns?.replaceAll(',', ';'));
});

test('quietForHours lists what was not seen for so long at the last sync', async () => {
  const rows = await allAssets();
  const { asOf } = await get<{ asOf: string }>('/api/v1/fleet/summary');
  const since = Date.parse(asOf) - 24 * 3_600_000;
  const quiet = rows.filter(({ lastSeenAt }) => lastSeenAt !== null && Date.parse(lastSeenAt) <= since);
  const page = await get<Page<AssetRow>>('/api/v1/fleet/assets?size=1000&quietForHours=24');
  expect(quiet.length).toBeGreaterThan(0);
  expect(page.content.map(({ assetId }) => assetId).sort()).toEqual(
    quiet.map(({ assetId }) => assetId).sort(),
  );
});

test.each(['quietForHours=0', 'quietForHours=abc', 'brand='])('the filter %s is 400', async (query) => {
  const response = await system.ask(first(), `/api/v1/fleet/assets?${query}`);
  expect([response.status, ((await response.json()) as ErrorBody).code]).toEqual([
    400,
    'constraint_violation',
  ]);
});

test('a preview counts under other thresholds and stores nothing', async () => {
  const before = await get<Settings>('/api/v1/settings');
  const thresholds = { silentAfterHours: 5, silentAfterHoursByAssetType: { MACHINE: 24 } };
  const preview = (await (
    await send('POST', '/api/v1/settings/preview', thresholds)
  ).json()) as FleetCountsPreview;
  expect(await get<Settings>('/api/v1/settings')).toEqual(before);
  await send('PUT', '/api/v1/settings', { ...before, ...thresholds });
  expect(await get('/api/v1/fleet/summary')).toMatchObject(preview);
});

test.each([
  [{ silentAfterHours: 0, silentAfterHoursByAssetType: {} }, 'silentAfterHours'],
  [{ silentAfterHours: 1 }, 'silentAfterHoursByAssetType'],
  [{ silentAfterHours: 1, silentAfterHoursByAssetType: {}, writeBack: true }, 'writeBack'],
])('a preview of %j is 400', async (body, field) => {
  const response = await send('POST', '/api/v1/settings/preview', body);
  expect(response.status).toBe(400);
  expect((await response.json()) as ErrorBody).toMatchObject({ violations: [{ field }] });
});

test('syncs are listed the newest first, those of the account only', async () => {
  const started = (await (await send('POST', '/api/v1/syncs', {})).json()) as Sync;
  await system.waitForSync(first(), ({ lastSync }) => lastSync?.state === 'SUCCEEDED');
  const page = await get<Page<Sync>>('/api/v1/syncs?size=1');
  expect(page).toMatchObject({ number: 0, size: 1, totalElements: 2, totalPages: 2 });
  expect(page.content).toMatchObject([{ id: started.id, state: 'SUCCEEDED' }]);
  expect((await get<Page<Sync>>('/api/v1/syncs', second())).totalElements).toBe(1);
  expect((await system.ask(first(), '/api/v1/syncs?size=0')).status).toBe(400);
});

test('measurements tell of syncs, jobs, token requests and routes, and name no account', async () => {
  const text = await (await fetch(`${system.backend().url}/metrics`)).text();
  const read = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  expect(read('fleet_watch_sync_duration_seconds_count{outcome="SUCCEEDED"}')).toBeGreaterThanOrEqual(2);
  expect(read('fleet_watch_token_requests_total{status="200"}')).toBeGreaterThanOrEqual(2);
  expect(read('fleet_watch_jobs{job="sync-fleet",state="dead"}')).toBe(0);
  expect(text).toContain('method="GET",route="/api/v1/fleet/facets",status="200"');
  for (const { accountId } of system.accounts) expect(text).not.toContain(accountId);
});
