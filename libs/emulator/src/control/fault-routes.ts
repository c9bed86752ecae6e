import { z } from 'zod';
import { faultRequestSchema } from '../faults/fault-rule.ts';
import type { FaultSwitches } from '../faults/fault-switches.ts';
import { scenarios } from '../faults/scenarios.ts';
import { getParam } from '../http/call.ts';
import { noContent, toFailure, toJson } from '../http/reply.ts';
import type { OpenRoute } from '../http/route.ts';
import type { Platform } from '../platform.ts';
import { isProblem } from '../problem.ts';
import { createControlRoute } from './control-route.ts';
import { onBody } from './on-body.ts';

const scenarioSchema = z.strictObject({ name: z.string(), accountId: z.string().optional() });

/** Faults and scenarios of the control API. */
export const createFaultRoutes = (
  { faults, log }: Platform,
  switches: FaultSwitches,
): readonly OpenRoute[] => {
  const listScenarios = () =>
    scenarios.map(({ name, description, concerns }) => ({ name, description, concerns }));

  return [
    createControlRoute('GET', '/faults', () => toJson(200, faults.list())),
    createControlRoute(
      'POST',
      '/faults',
      onBody(faultRequestSchema, async (request) => switches.add(request)),
    ),
    createControlRoute('DELETE', '/faults', () => {
      switches.clear();
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
        const scenario = await switches.runScenario(name, accountId);
        if (isProblem(scenario)) return scenario;
        return { name: scenario.name, description: scenario.description, faults: faults.list() };
      }),
    ),
  ];
};
