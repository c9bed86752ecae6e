import type { Platform } from '../platform.ts';
import { parseValue, type Problem } from '../problem.ts';
import { faultRequestSchema, type FaultRequest, type FaultRule } from './fault-rule.ts';
import { findMisfit, type FaultTarget } from './fault-target.ts';
import { scenarios, type Scenario } from './scenarios.ts';

/**
 * Switches faults and scenarios on and off, in process and over HTTP alike. What could never strike (a route that
 * is not emulated, an account that is not there) is a problem that names the cure.
 */
export const createFaultSwitches = (platform: Platform, targets: readonly FaultTarget[]) => {
  const { faults, clock, log } = platform;

  const findUnknownAccount = (accountId: string | undefined): Problem | undefined => {
    if (accountId === undefined || platform.findFleet(accountId)) return undefined;
    const message = `No account ${accountId}; see GET /_emulator/accounts`;
    return { status: 404, code: 'unknown_account', message };
  };

  const add = (request: FaultRequest): FaultRule | Problem => {
    const parsed = parseValue(faultRequestSchema, request);
    if (!('value' in parsed)) return parsed;
    const problem = findMisfit(parsed.value, targets) ?? findUnknownAccount(parsed.value.accountId);
    if (problem) return problem;
    const rule = faults.add(parsed.value);
    log.addChange('faults');
    return rule;
  };

  const runScenario = async (name: string, accountId?: string): Promise<Scenario | Problem> => {
    const scenario = scenarios.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
    if (!scenario) {
      const names = scenarios.map((candidate) => candidate.name).join(', ');
      return { status: 404, code: 'unknown_scenario', message: `No scenario ${name}; there are ${names}` };
    }
    if (accountId !== undefined && scenario.concerns === 'everybody') {
      const message = `${scenario.name} concerns every account: leave accountId away`;
      return { status: 400, code: 'concerns_everybody', message };
    }
    const problem = findUnknownAccount(accountId) ?? scenario.findProblem?.(platform, accountId);
    if (problem) return problem;
    for (const fault of scenario.faults ?? []) {
      faults.add(accountId === undefined ? fault : { ...fault, accountId });
    }
    await scenario.run?.(platform, accountId);
    log.addChange('faults');
    return scenario;
  };

  return {
    add,
    runScenario,
    /** Every fault, and the clock's skew. */
    clear: (): void => {
      faults.reset();
      clock.setSkew(0);
      log.addChange('faults');
    },
  };
};

/** See `createFaultSwitches`. */
export type FaultSwitches = ReturnType<typeof createFaultSwitches>;
