import { z } from 'zod';
import { faultRequestSchema } from '../faults/fault-rule.ts';
import { runScenario, scenarios } from '../faults/scenarios.ts';
import { getParam } from '../http/call.ts';
import { noContent, toFailure, toJson } from '../http/reply.ts';
import type { OpenRoute } from '../http/route.ts';
import type { Platform } from '../platform.ts';
import { createControlRoute } from './control-route.ts';
import { onBody } from './on-body.ts';

const scenarioSchema = z.strictObject({ name: z.string(), accountId: z.string().optional() });

/** Faults and scenarios of the control API. */
export const createFaultRoutes = (platform: Platform): readonly OpenRoute[] => {
  const { faults, log } = platform;
  const listScenarios = () => scenarios.map(({ name, description }) => ({ name, description }));

  return [
    createControlRoute('GET', '/faults', () => toJson(200, faults.list())),
    createControlRoute(
      'POST',
      '/faults',
      onBody(faultRequestSchema, async (request) => {
        const rule = faults.add(request);
        log.addChange('faults');
        return rule;
      }),
    ),
    createControlRoute('DELETE', '/faults', () => {
      faults.reset();
      platform.clock.setSkew(0);
      log.addChange('faults');
      return noContent;
    }),
    createControlRoute('DELETE', '/faults/:id', (call) => {
      const id = getParam(call, 'id');
      if (!faults.remove(id))
        return toFailure(404, 'unknown_fault', `No fault ${id}; see GET /_emulator/faults`);
      log.addChange('faults');
      return noContent;
    }),
    createControlRoute('GET', '/scenarios', () => toJson(200, listScenarios())),
    createControlRoute(
      'POST',
      '/scenarios',
      onBody(scenarioSchema, async ({ name, accountId }) => {
        const scenario = await runScenario(platform, name, accountId);
        return scenario
          ? { name: scenario.name, description: scenario.description, faults: faults.list() }
          : {
              status: 404,
              code: 'unknown_scenario',
              message: `No scenario ${name}; see GET /_emulator/scenarios`,
            };
      }),
    ),
  ];
};
