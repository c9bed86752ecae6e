import type { BudgetKey, BudgetStore } from '@fleet-watch/trackunit-client';

/** So long it is taken for granted that nobody paused an endpoint since it was found free. */
const rememberedMs = 1000;
const mostKeys = 10_000;

const toName = ({ environment, accountId, endpoint }: BudgetKey): string =>
  `${environment} ${accountId} ${endpoint}`;

/**
 * Asks a shared store of budgets once a second instead of before every page: a fleet of 100,000 assets is 1,000
 * pages, and asking took as long as reading. A pause of this process counts at once, another process's within a
 * second. Places that are spaced out are still taken one by one.
 */
export const rememberBudgets = (store: BudgetStore): BudgetStore => {
  const freeSinceMs = new Map<string, number>();
  return {
    reserve: async (key, spacingMs, nowMs) => {
      if (spacingMs > 0) return store.reserve(key, spacingMs, nowMs);
      const name = toName(key);
      const foundMs = freeSinceMs.get(name);
      if (foundMs !== undefined && nowMs >= foundMs && nowMs - foundMs < rememberedMs) return nowMs;
      const atMs = await store.reserve(key, spacingMs, nowMs);
      if (freeSinceMs.size >= mostKeys) freeSinceMs.clear();
      if (atMs <= nowMs) freeSinceMs.set(name, nowMs);
      else freeSinceMs.delete(name);
      return atMs;
    },
    pause: async (key, untilMs) => {
      freeSinceMs.delete(toName(key));
      await store.pause(key, untilMs);
      // A question that was under way may have been answered before the pause.
      freeSinceMs.delete(toName(key));
    },
  };
};
