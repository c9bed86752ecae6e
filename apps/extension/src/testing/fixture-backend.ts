import type { AssetRow, ErrorCode, Settings, Sync } from '@fleet-watch/contracts';
import { createFixtureDetail, createFixtureFleet, createFixtureTrend } from './fixture-fleet.ts';
import { createSay, type Say } from './fixture-words.ts';
import type { Scenario } from './scenarios.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;

export type FixtureBackend = Readonly<{
  /** Answers a request as the real backend would. */
  answer: (request: Request) => Promise<Response>;
  /** Every request so far, as `GET /api/v1/…`. */
  requests: readonly string[];
}>;

type FixtureOptions = Readonly<{ scenario?: Scenario; now?: number }>;

const sizes: Partial<Record<Scenario, number>> = {
  large: 50_000,
  worse: 62,
  empty: 0,
  'first-sync': 0,
  'first-sync-failed': 0,
};

const failures: Partial<
  Record<
    Scenario,
    Readonly<{ status: number; code: ErrorCode | 'forbidden'; headers?: Record<string, string> }>
  >
> = {
  'not-installed': { status: 403, code: 'account_not_installed' },
  'signed-out': { status: 401, code: 'token_invalid' },
  forbidden: { status: 403, code: 'forbidden' },
  busy: { status: 429, code: 'too_many_requests', headers: { 'Retry-After': '7' } },
  unavailable: { status: 503, code: 'store_unavailable', headers: { 'Retry-After': '1' } },
  'not-configured': { status: 503, code: 'user_auth_not_configured' },
  broken: { status: 500, code: 'internal_error' },
};

const toJson = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  Response.json(body, { status, headers });

const toError = (status: number, code: string, headers: Record<string, string> = {}): Response =>
  toJson({ status, code, message: `text of ${code}`, requestId: 'req-4f1c2a' }, status, headers);

const compare = (left: AssetRow, right: AssetRow, field: keyof AssetRow): number => {
  const [one, other] = [left[field] ?? '', right[field] ?? ''];
  if (one === other) return 0;
  return one < other ? -1 : 1;
};

const isQuietFor = ({ lastSeenAt }: AssetRow, hours: number, now: number): boolean =>
  hours === 0 || (lastSeenAt !== null && now - Date.parse(lastSeenAt) >= hours * hourMs);

const toFacets = (values: readonly (string | null)[]) => {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((left, right) => right.count - left.count);
};

/** Longer thresholds, fewer silent machines: enough for a screen to be seen moving. */
const toPreview = (
  rows: readonly AssetRow[],
  { silentAfterHours }: { readonly silentAfterHours: number },
  now: number,
) => {
  const silent = rows.filter((row) => isQuietFor(row, silentAfterHours, now)).length;
  const neverReported = rows.filter(({ state }) => state === 'NEVER_REPORTED').length;
  return { total: rows.length, silent, neverReported, reporting: rows.length - silent - neverReported };
};

const toMatching = (rows: readonly AssetRow[], query: URLSearchParams, now: number): AssetRow[] => {
  const q = query.get('q')?.toLowerCase() ?? '';
  const matches = rows.filter(
    (row) =>
      (query.get('state') ?? row.state) === row.state &&
      (query.get('assetType') ?? row.assetType) === row.assetType &&
      (query.get('brand') ?? row.brand) === row.brand &&
      isQuietFor(row, Number(query.get('quietForHours') ?? 0), now) &&
      [row.name, row.brand, row.model, row.serialNumber].some((text) => text?.toLowerCase().includes(q)),
  );
  const sort = query.get('sort');
  if (sort === null) return matches;
  const field = sort.replace(/^-/, '') as keyof AssetRow;
  const direction = sort.startsWith('-') ? -1 : 1;
  return matches.sort((left, right) => direction * compare(left, right, field));
};

const toPage = <Row>(rows: readonly Row[], query: URLSearchParams) => {
  const number = Number(query.get('page') ?? 0);
  const size = Number(query.get('size') ?? 20);
  const content = rows.slice(number * size, (number + 1) * size);
  return {
    content,
    number,
    size,
    numberOfElements: content.length,
    totalElements: rows.length,
    totalPages: Math.ceil(rows.length / size),
  };
};

const toCsv = (rows: readonly AssetRow[]): string =>
  ['assetId,name,state', ...rows.map(({ assetId, name, state }) => `${assetId},${name ?? ''},${state}`)].join(
    '\r\n',
  );

const toRows = (scenario: Scenario, now: number): AssetRow[] => {
  const rows = createFixtureFleet(sizes[scenario] ?? 250, now, scenario === 'long-names' ? 'long' : 'usual');
  if (scenario !== 'all-reporting') return rows;
  return rows.map((row) => ({
    ...row,
    state: 'REPORTING',
    silentSince: null,
    lastSeenAt: new Date(now - hourMs).toISOString(),
  }));
};

const syncId = '11111111-1111-4111-8111-111111111111';

const toLastSync = (scenario: Scenario, now: number, total: number, say: Say): Sync => {
  const done: Sync = {
    id: syncId,
    state: 'SUCCEEDED',
    startedAt: new Date(now - 13 * minuteMs).toISOString(),
    finishedAt: new Date(now - 12 * minuteMs).toISOString(),
    fetched: total,
    expected: total,
    error: null,
  };
  if (scenario === 'first-sync') {
    return { ...done, state: 'RUNNING', finishedAt: null, fetched: 140, expected: null };
  }
  if (scenario === 'stale' || scenario === 'suspended' || scenario === 'first-sync-failed') {
    const error = say(scenario === 'suspended' ? 'credentialsRefused' : 'trackunitSilent');
    return { ...done, state: 'FAILED', fetched: 0, error };
  }
  return done;
};

/** The last one, and one an hour before it. */
const toSyncs = (lastSync: Sync, now: number, total: number, say: Say): Sync[] => [
  lastSync,
  ...Array.from({ length: 11 }, (_, index): Sync => {
    const startedAtMs = now - (index + 1) * hourMs - 13 * minuteMs;
    const failed = index === 4;
    return {
      id: `22222222-2222-4222-8222-${String(index).padStart(12, '0')}`,
      state: failed ? 'FAILED' : 'SUCCEEDED',
      startedAt: new Date(startedAtMs).toISOString(),
      finishedAt: new Date(startedAtMs + 41_000).toISOString(),
      fetched: failed ? 0 : total,
      expected: total,
      error: failed ? say('trackunitSilent') : null,
    };
  }),
];

const toEvents = (sync: Sync): Response => {
  const encoder = new TextEncoder();
  const steps = [0, 0.35, 0.7, 1].map((share): Sync => {
    const fetched = Math.round((sync.expected ?? 0) * share);
    return { ...sync, state: share === 1 ? 'SUCCEEDED' : 'RUNNING', fetched };
  });
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      for (const step of steps) {
        controller.enqueue(encoder.encode(`event: sync\ndata: ${JSON.stringify(step)}\n\n`));
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
      controller.close();
    },
  });
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
};

const answerWebhook = (asked: string, { webhook }: Settings, now: number, say: Say): object | undefined => {
  const answers: Readonly<Record<string, object>> = {
    'GET /webhook': {
      url: webhook?.url ?? null,
      enabled: webhook?.enabled ?? false,
      disabledReason: null,
      lastDelivery: { at: new Date(now - 2 * hourMs).toISOString(), status: 204, error: null },
      hasSecret: false,
    },
    'POST /webhook/secret': { secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', previousExpiresAt: null },
    'POST /webhook/test': { delivered: false, status: 500, error: say('hostRefused') },
  };
  return answers[asked];
};

/** A backend in memory that speaks the contract, for tests and for looking at screens without any server. */
export const createFixtureBackend = ({
  scenario = 'usual',
  now = Date.now(),
}: FixtureOptions = {}): FixtureBackend => {
  const rows = toRows(scenario, now);
  const requests: string[] = [];
  const count = (state: AssetRow['state']) => rows.filter((row) => row.state === state).length;
  const isOld = scenario === 'stale' || scenario === 'suspended';
  let settings: Settings = {
    silentAfterHours: 72,
    silentAfterHoursByAssetType: { TOOL: 336 },
    webhook: null,
    writeBack: false,
  };
  const isDenied = scenario === 'scope-denied';

  const account = (lastSync: Sync) => ({
    accountId: '00000000-0000-4000-8000-0000000000aa',
    status: scenario === 'suspended' ? 'SUSPENDED' : 'ACTIVE',
    installedAt: new Date(now - 37 * 24 * hourMs).toISOString(),
    scopes: {
      granted: isDenied ? ['asset.view'] : ['account.asset.manage', 'asset.view'],
      denied: isDenied ? ['account.asset.manage'] : [],
    },
    lastSync,
  });

  const asOfMs = now - (isOld ? 5 * hourMs : 12 * minuteMs);
  const summary = () => ({
    asOf: new Date(asOfMs).toISOString(),
    total: rows.length,
    reporting: count('REPORTING'),
    silent: count('SILENT'),
    neverReported: count('NEVER_REPORTED'),
    trend:
      scenario === 'first-sync' ? [] : createFixtureTrend(rows, asOfMs, scenario === 'first-week' ? 88 : 52),
  });

  const putSettings = async (request: Request) => {
    const next = (await request.json()) as Settings;
    if (next.writeBack && isDenied) return toError(409, 'scope_not_granted');
    settings = next;
    return toJson(settings);
  };

  const toStarted = (lastSync: Sync): Sync => ({
    ...lastSync,
    state: 'QUEUED',
    fetched: 0,
    finishedAt: null,
    error: null,
  });

  const route = (request: Request, path: string, query: URLSearchParams): Response | Promise<Response> => {
    const asked = `${request.method} ${path}`;
    const say = createSay(request);
    const lastSync = toLastSync(scenario, now, rows.length, say);
    if (asked === 'GET /account') return toJson(account(lastSync));
    if (asked === 'GET /fleet/summary') return toJson(summary());
    if (asked === 'GET /fleet/assets') return toJson(toPage(toMatching(rows, query, now), query));
    if (asked === 'GET /fleet/assets.csv') return new Response(toCsv(toMatching(rows, query, now)));
    if (asked === 'GET /fleet/facets') {
      return toJson({
        brands: toFacets(rows.map(({ brand }) => brand)),
        assetTypes: toFacets(rows.map(({ assetType }) => assetType)),
      });
    }
    if (asked === 'POST /settings/preview') {
      return request.json().then((body) => toJson(toPreview(rows, body as Settings, now)));
    }
    if (asked === 'GET /syncs') return toJson(toPage(toSyncs(lastSync, now, rows.length, say), query));
    if (asked === 'GET /settings') return toJson(settings);
    if (asked === 'PUT /settings') return putSettings(request);
    const webhook = answerWebhook(asked, settings, now, say);
    if (webhook !== undefined) return toJson(webhook);
    if (asked === 'POST /syncs') return toJson(toStarted(lastSync), 202);
    if (path.endsWith('/events')) return toEvents({ ...toStarted(lastSync), expected: rows.length });
    if (path.startsWith('/syncs/')) return toJson(lastSync);
    const row = rows.find(({ assetId }) => path === `/fleet/assets/${assetId}`);
    return row === undefined ? toError(404, 'not_found') : toJson(createFixtureDetail(row, now));
  };

  return {
    requests,
    answer: async (request) => {
      const { pathname, search, searchParams } = new URL(request.url);
      requests.push(`${request.method} ${pathname}${search}`);
      if (scenario === 'loading') return new Promise<never>(() => undefined);
      const failure = failures[scenario];
      if (failure !== undefined) return toError(failure.status, failure.code, failure.headers);
      if (!request.headers.get('Authorization')?.startsWith('Bearer ')) return toError(401, 'token_missing');
      return route(request, pathname.replace('/api/v1', ''), searchParams);
    },
  };
};
