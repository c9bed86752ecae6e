import { argsOf, type Plan, type Run } from './plan.ts';

/** Documented: a query above this is refused whatever the budget holds. */
export const maxCost = 50_000;

/**
 * Estimated complexity: a point for each field, and the edges of a connection as often as it asks for (`first`).
 * The real formula is not published; nested connections multiply there too.
 *
 * @see https://developers.trackunit.com — "GraphQL API rate limits"
 */
export const estimateCost = (plan: Plan, run: Run, times = 1): number =>
  plan.fields.reduce((sum, field) => {
    if (!field.child) return sum + 1;
    const first = field.readArgs ? argsOf(field, run).first : undefined;
    const inner = estimateCost(field.child, run, typeof first === 'number' ? Math.max(first, 1) : 1);
    return sum + (1 + inner) * (field.name === 'edges' ? times : 1);
  }, 0);
