import { toRouteName, type Route } from '../http/route.ts';
import type { Problem } from '../problem.ts';
import { toMatcher } from './route-pattern.ts';

/** A route that faults can strike, and whether its requests tell which account they are about. */
export type FaultTarget = { readonly name: string; readonly tellsAccount: boolean };

/** Faults strike Trackunit's routes; the emulator's own stay whole, so that a fault can always be taken away. */
export const toFaultTargets = (routes: readonly Route[]): readonly FaultTarget[] =>
  routes
    .filter(({ fidelity }) => fidelity !== 'ours')
    .map((route) => ({
      name: toRouteName(route),
      tellsAccount: route.access !== undefined || route.findAccount !== undefined,
    }));

/** Why a fault could never strike; undefined when it can. */
export const findMisfit = (
  { route, accountId }: { readonly route: string; readonly accountId?: string | undefined },
  targets: readonly FaultTarget[],
): Problem | undefined => {
  const struck = targets.filter(({ name }) => toMatcher(route)(name));
  if (struck.length === 0) {
    const message =
      `No emulated route is called "${route}", so the fault could never strike. ` +
      `A route is one of these, or a part of one with * for the rest: ${targets.map(({ name }) => name).join(', ')}`;
    return { status: 400, code: 'unknown_route', message };
  }
  if (accountId === undefined || struck.some(({ tellsAccount }) => tellsAccount)) return undefined;
  const message =
    `A request to "${route}" tells no account, so a fault for ${accountId} could never strike. ` +
    'Leave accountId away: the fault then concerns every account.';
  return { status: 400, code: 'account_not_told', message };
};
