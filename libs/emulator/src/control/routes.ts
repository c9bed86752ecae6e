import { z } from 'zod';
import { noContent, toJson } from '../http/reply.ts';
import type { OpenRoute } from '../http/route.ts';
import type { Platform } from '../platform.ts';
import { createAppRoutes } from './app-routes.ts';
import { createCredentialRoutes } from './credential-routes.ts';
import { createFleetRoutes } from './fleet-routes.ts';
import { createTrustRoutes } from './trust-routes.ts';
import { createFaultRoutes } from './fault-routes.ts';
import { createControlRoute } from './control-route.ts';
import { onBody } from './on-body.ts';
import { answerTruth } from './truth-route.ts';
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

/** The control API that every emulator has; see README for its shapes. */
export const createControlRoutes = (platform: Platform): readonly OpenRoute[] => {
  const { clock, log } = platform;
  const setClock = async ({ speed, jumpSeconds, skewSeconds }: z.output<typeof clockSchema>) => {
    if (speed !== undefined) clock.setSpeed(speed);
    if (jumpSeconds !== undefined) clock.jump(jumpSeconds * 1000);
    if (skewSeconds !== undefined) clock.setSkew(skewSeconds * 1000);
    await platform.save();
    log.addChange('clock');
    return toClockStatus(platform);
  };

  return [
    createControlRoute('GET', '/calls', () => toJson(200, log.calls())),
    createControlRoute('GET', '/tokens', () => toJson(200, log.tokens())),
    createControlRoute(
      'POST',
      '/user-tokens',
      onBody(userTokenSchema, (value) => issueUserToken(platform, value)),
    ),
    createControlRoute('GET', '/truth/:accountId', (call) => answerTruth(platform, call)),
    createControlRoute('GET', '/clock', () => toJson(200, toClockStatus(platform))),
    createControlRoute('POST', '/clock', onBody(clockSchema, setClock)),
    ...createAppRoutes(platform),
    ...createFleetRoutes(platform),
    ...createCredentialRoutes(platform),
    ...createTrustRoutes(platform),
    ...createFaultRoutes(platform),
    createControlRoute('POST', '/reset', async () => {
      await platform.reset();
      return noContent;
    }),
  ];
};
