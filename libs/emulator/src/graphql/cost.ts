import { argsOf, type Plan, type Run } from './plan.ts';

/** Documented: a query above this is refused whatever the budget holds. */
export const maxCost = 50_000;

/**
 * Estimated complexity: a point for each field, and what stands under a connection as often as it asks for
 * (`first`, default 20). The real formula is not published; nested connections multiply there too.
 *
 * @see https://developers.trackunit.com — "GraphQL API rate limits"
 */
export const estimateCost = (plan: Plan, run: Run): number =>
  plan.fields.reduce((sum, field) => {
    if (!field.child) return sum + 1;
    const first = field.readArgs ? argsOf(field, run).first : undefined;
    return sum + 1 + estimateCost(field.child, run) * (typeof first === 'number' ? Math.max(first, 1) : 1);
  }, 0);
