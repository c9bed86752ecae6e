import type { AssetRow, ErrorCode, Settings } from '@fleet-watch/contracts';
import { createFixtureDetail, createFixtureFleet, createFixtureTrend } from './fixture-fleet.ts';
import { toCsv, toFacets, toMatching, toPage, toPreview } from './fixture-lists.ts';
import { toEvents, toLastSync, toStarted, toSyncs, type Told } from './fixture-syncs.ts';
import { createSay } from './fixture-words.ts';
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

/** What one request is answered from. */
type Asked = Told & Readonly<{ rows: readonly AssetRow[]; query: URLSearchParams }>;

const toAccount = (told: Told) => {
  const isDenied = told.scenario === 'scope-denied';
  return {
    accountId: '00000000-0000-4000-8000-0000000000aa',
    status: told.scenario === 'suspended' ? 'SUSPENDED' : 'ACTIVE',
    installedAt: new Date(told.now - 37 * 24 * hourMs).toISOString(),
    scopes: {
      granted: isDenied ? ['asset.view'] : ['account.asset.manage', 'asset.view'],
      denied: isDenied ? ['account.asset.manage'] : [],
    },
    lastSync: toLastSync(told),
  };
};

const toSummary = ({ scenario, now, rows }: Asked) => {
  const isOld = scenario === 'stale' || scenario === 'suspended';
  const asOfMs = now - (isOld ? 5 * hourMs : 12 * minuteMs);
  const count = (state: AssetRow['state']) => rows.filter((row) => row.state === state).length;
  return {
    asOf: new Date(asOfMs).toISOString(),
    total: rows.length,
    reporting: count('REPORTING'),
    silent: count('SILENT'),
    neverReported: count('NEVER_REPORTED'),
    trend:
      scenario === 'first-sync' ? [] : createFixtureTrend(rows, asOfMs, scenario === 'first-week' ? 88 : 52),
  };
};

const answerFleet = (asked: string, about: Asked): Response | undefined => {
  const { rows, query, now } = about;
  if (asked === 'GET /account') return toJson(toAccount(about));
  if (asked === 'GET /fleet/summary') return toJson(toSummary(about));
  if (asked === 'GET /fleet/assets') return toJson(toPage(toMatching(rows, query, now), query));
  if (asked === 'GET /fleet/assets.csv') return new Response(toCsv(toMatching(rows, query, now)));
  if (asked === 'GET /fleet/facets') {
    return toJson({
      brands: toFacets(rows.map(({ brand }) => brand)),
      assetTypes: toFacets(rows.map(({ assetType }) => assetType)),
    });
  }
  const row = rows.find(({ assetId }) => asked === `GET /fleet/assets/${assetId}`);
  return row && toJson(createFixtureDetail(row, now));
};

const answerSyncs = (asked: string, about: Asked): Response | undefined => {
  const lastSync = toLastSync(about);
  if (asked === 'GET /syncs') return toJson(toPage(toSyncs(lastSync, about), about.query));
  if (asked === 'POST /syncs') return toJson(toStarted(lastSync), 202);
  if (!asked.startsWith('GET /syncs/')) return undefined;
  if (asked.endsWith('/events')) return toEvents({ ...toStarted(lastSync), expected: about.total });
  return toJson(lastSync);
};

const answerWebhook = (asked: string, { webhook }: Settings, { now, say }: Told): Response | undefined => {
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
  return answers[asked] && toJson(answers[asked]);
};

/** The settings of a stand-in, which can be changed. */
const createSettings = (scenario: Scenario) => {
  let settings: Settings = {
    silentAfterHours: 72,
    silentAfterHoursByAssetType: { TOOL: 336 },
    webhook: null,
    writeBack: false,
  };
  return {
    get: () => settings,
    put: (next: Settings): Response => {
      if (next.writeBack && scenario === 'scope-denied') return toError(409, 'scope_not_granted');
      settings = next;
      return toJson(settings);
    },
  };
};

/** A backend in memory that speaks the contract, for tests and for looking at screens without any server. */
export const createFixtureBackend = ({
  scenario = 'usual',
  now = Date.now(),
}: FixtureOptions = {}): FixtureBackend => {
  const rows = toRows(scenario, now);
  const requests: string[] = [];
  const settings = createSettings(scenario);

  const route = async (request: Request, path: string, query: URLSearchParams): Promise<Response> => {
    const asked = `${request.method} ${path}`;
    const about: Asked = { scenario, now, rows, total: rows.length, query, say: createSay(request) };
    if (asked === 'GET /settings') return toJson(settings.get());
    if (asked === 'PUT /settings') return settings.put((await request.json()) as Settings);
    if (asked === 'POST /settings/preview') {
      return toJson(toPreview(rows, (await request.json()) as Settings, now));
    }
    return (
      answerFleet(asked, about) ??
      answerSyncs(asked, about) ??
      answerWebhook(asked, settings.get(), about) ??
      toError(404, 'not_found')
    );
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
