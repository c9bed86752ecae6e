import { z } from 'zod';
import { toTruth } from '../fleet/truth.ts';
import { getParam, type Call } from '../http/call.ts';
import { noContent, toFailure, toJson, type Reply } from '../http/reply.ts';
import type { OpenRoute } from '../http/route.ts';
import type { Platform } from '../platform.ts';
import { createAppRoutes } from './app-routes.ts';
import { createCredentialRoutes } from './credential-routes.ts';
import { createFleetRoutes } from './fleet-routes.ts';
import { createTrustRoutes } from './trust-routes.ts';
import { createFaultRoutes } from './fault-routes.ts';
import { onBody } from './on-body.ts';
import { toClockStatus } from './summaries.ts';
import { issueUserToken } from './user-tokens.ts';

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
  skewSeconds: z.number().optional(),
});

const hours = z.coerce.number().positive();

const parseThresholds = (query: URLSearchParams) => {
  const silentAfterHoursByAssetType: Record<string, number> = {};
  for (const pair of (query.get('silentAfterHoursByAssetType') ?? '').split(',')) {
    const [type = '', value] = pair.split(':');
    if (type !== '') silentAfterHoursByAssetType[type] = hours.parse(value);
  }
  const silentAfterHours = hours.parse(query.get('silentAfterHours') ?? 72);
  return { silentAfterHours, silentAfterHoursByAssetType, withAssets: query.get('assets') !== 'false' };
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
  const { clock, log } = platform;
  const route = (method: OpenRoute['method'], path: string, handle: OpenRoute['handle']): OpenRoute => ({
    method,
    path: `/_emulator${path}`,
    fidelity: 'ours',
    source: 'README, "Control API"',
    handle,
  });

  const setClock = async ({ speed, jumpSeconds, skewSeconds }: z.output<typeof clockSchema>) => {
    if (speed !== undefined) clock.setSpeed(speed);
    if (jumpSeconds !== undefined) clock.jump(jumpSeconds * 1000);
    if (skewSeconds !== undefined) clock.setSkew(skewSeconds * 1000);
    await platform.save();
    log.addChange('clock');
    return toClockStatus(platform);
  };

  return [
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
    ...createAppRoutes(platform, route),
    ...createFleetRoutes(platform, route),
    ...createCredentialRoutes(platform, route),
    ...createTrustRoutes(platform, route),
    ...createFaultRoutes(platform, route),
    route('POST', '/reset', async () => {
      await platform.reset();
      return noContent;
    }),
  ];
};
