import { z } from 'zod';
import { toTruth } from '../fleet/truth.ts';
import { getParam, type Call } from '../http/call.ts';
import { noContent, toFailure, toJson, type Reply } from '../http/reply.ts';
import type { OpenRoute } from '../http/route.ts';
import type { Platform } from '../platform.ts';
import { parseBody } from './parse-body.ts';
import { listAccounts, listApps, toClockStatus } from './summaries.ts';
import { issueUserToken } from './user-tokens.ts';

const installSchema = z.strictObject({
  irisAppId: z.string(),
  accountId: z.string(),
  denyScopes: z.array(z.string()).optional(),
  reuseCredential: z.boolean().optional(),
});

const uninstallSchema = z.strictObject({
  irisAppId: z.string(),
  accountId: z.string(),
  message: z.boolean().optional(),
});

const userTokenSchema = z.strictObject({
  userId: z.string(),
  irisAppId: z.string(),
  expiresInSeconds: z.number().int().optional(),
  evenIfNotInstalled: z.boolean().optional(),
  claims: z.record(z.string(), z.unknown()).optional(),
  omitClaims: z.array(z.string()).optional(),
});

const clockSchema = z.strictObject({
  speed: z.number().min(0).max(100_000).optional(),
  jumpSeconds: z.number().min(0).optional(),
});

const hours = z.coerce.number().positive();

/** Runs a use case on a parsed body; a problem that it answers becomes an error of that status. */
const onBody =
  <T>(schema: z.ZodType<T>, run: (value: T) => Promise<object>) =>
  async (call: Call): Promise<Reply> => {
    const parsed = parseBody(call, schema);
    if ('refusal' in parsed) return parsed.refusal;
    const result = await run(parsed.value);
    return 'code' in result && 'message' in result && 'status' in result
      ? toFailure(Number(result.status), String(result.code), String(result.message))
      : toJson(200, result);
  };

const parseThresholds = (query: URLSearchParams) => {
  const byAssetType: Record<string, number> = {};
  for (const pair of (query.get('silentAfterHoursByAssetType') ?? '').split(',')) {
    const [type = '', value] = pair.split(':');
    if (type !== '') byAssetType[type] = hours.parse(value);
  }
  const silentAfterHours = hours.parse(query.get('silentAfterHours') ?? 72);
  return { silentAfterHours, byAssetType, withAssets: query.get('assets') !== 'false' };
};

const answerTruth = ({ findFleet, clock }: Platform, call: Call): Reply => {
  const accountId = getParam(call, 'accountId');
  const fleet = findFleet(accountId);
  if (!fleet)
    return toFailure(404, 'unknown_account', `No account ${accountId}; see GET /_emulator/accounts`);
  try {
    return toJson(200, toTruth(fleet, clock.wallNowMs(), parseThresholds(call.query)));
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return toFailure(
      400,
      'bad_query',
      'Hours must be numbers: silentAfterHours=72&silentAfterHoursByAssetType=TOOL:336',
    );
  }
};

/** The control API that every emulator has; see README for its shapes. */
export const createControlRoutes = (platform: Platform): readonly OpenRoute[] => {
  const { clock, installs, log } = platform;
  const route = (method: OpenRoute['method'], path: string, handle: OpenRoute['handle']): OpenRoute => ({
    method,
    path: `/_emulator${path}`,
    fidelity: 'ours',
    source: 'README, "Control API"',
    handle,
  });

  const setClock = async ({ speed, jumpSeconds }: z.output<typeof clockSchema>) => {
    if (speed !== undefined) clock.setSpeed(speed);
    if (jumpSeconds !== undefined) clock.jump(jumpSeconds * 1000);
    await platform.save();
    log.addChange('clock');
    return toClockStatus(platform);
  };

  return [
    route('GET', '/accounts', () => toJson(200, listAccounts(platform))),
    route('GET', '/apps', () => toJson(200, listApps(platform))),
    route('POST', '/installs', onBody(installSchema, installs.install)),
    route('DELETE', '/installs', onBody(uninstallSchema, installs.uninstall)),
    route('GET', '/deliveries', () => toJson(200, log.deliveries())),
    route('GET', '/calls', () => toJson(200, log.calls())),
    route('GET', '/tokens', () => toJson(200, log.tokens())),
    route(
      'POST',
      '/user-tokens',
      onBody(userTokenSchema, (value) => issueUserToken(platform, value)),
    ),
    route('GET', '/truth/:accountId', (call) => answerTruth(platform, call)),
    route('GET', '/clock', () => toJson(200, toClockStatus(platform))),
    route('POST', '/clock', onBody(clockSchema, setClock)),
    route('POST', '/reset', async () => {
      await platform.reset();
      return noContent;
    }),
  ];
};
