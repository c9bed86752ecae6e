import type { FaultSwitches } from '../faults/fault-switches.ts';
import { noContent, toJson } from '../http/reply.ts';
import type { OpenRoute } from '../http/route.ts';
import type { Platform } from '../platform.ts';
import { changeClock, clockChangeSchema, type ClockChange } from './change-clock.ts';
import { createAppRoutes } from './app-routes.ts';
import { createCredentialRoutes } from './credential-routes.ts';
import { createFleetRoutes } from './fleet-routes.ts';
import { createTrustRoutes } from './trust-routes.ts';
import { createFaultRoutes } from './fault-routes.ts';
import { createControlRoute } from './control-route.ts';
import { onBody } from './on-body.ts';
import { answerTruth } from './truth-route.ts';
import { toClockStatus } from './summaries.ts';
import { issueUserToken, userTokenSchema } from './user-tokens.ts';

/** The control API that every emulator has; see README for its shapes. */
export const createControlRoutes = (platform: Platform, switches: FaultSwitches): readonly OpenRoute[] => {
  const { log } = platform;
  const setClock = async (change: ClockChange) => {
    changeClock(platform, change);
    await platform.save();
    return toClockStatus(platform);
  };

  return [
    createControlRoute('GET', '/calls', () => toJson(200, log.calls())),
    createControlRoute('GET', '/tokens', () => toJson(200, platform.tokens.list())),
    createControlRoute(
      'POST',
      '/user-tokens',
      onBody(userTokenSchema, (value) => issueUserToken(platform, value)),
    ),
    createControlRoute('GET', '/truth/:accountId', (call) => answerTruth(platform, call)),
    createControlRoute('GET', '/clock', () => toJson(200, toClockStatus(platform))),
    createControlRoute('POST', '/clock', onBody(clockChangeSchema, setClock)),
    ...createAppRoutes(platform),
    ...createFleetRoutes(platform),
    ...createCredentialRoutes(platform),
    ...createTrustRoutes(platform),
    ...createFaultRoutes(platform, switches),
    createControlRoute('POST', '/reset', async () => {
      await platform.reset();
      return noContent;
    }),
  ];
};
