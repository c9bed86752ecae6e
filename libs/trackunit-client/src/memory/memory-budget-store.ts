import { furthestTurnMs, type BudgetStore } from '../api/budget-store.ts';

/** Above so many entries those whose time has come are thrown out. */
const sweepAt = 10_000;

/** Budgets of one process, forgotten when it ends. Its memory is bounded by the pauses that still run. */
export const createMemoryBudgetStore = (): BudgetStore => {
  const freeFromMs = new Map<string, number>();
  let nextSweep = sweepAt;

  /** From when on it is free, seen from a moment; 0 where nobody said, or a clock that was put back since. */
  const findFreeFrom = (name: string, fromMs: number): number => {
    const storedMs = freeFromMs.get(name) ?? 0;
    return storedMs > fromMs + furthestTurnMs ? 0 : storedMs;
  };

  const sweep = (nowMs: number): void => {
    if (freeFromMs.size < nextSweep) return;
    for (const [name, fromMs] of freeFromMs) if (fromMs <= nowMs) freeFromMs.delete(name);
    nextSweep = Math.max(sweepAt, freeFromMs.size * 2);
  };

  return {
    reserve: ({ environment, accountId, endpoint }, spacingMs, nowMs) => {
      sweep(nowMs);
      const name = JSON.stringify([environment, accountId, endpoint]);
      const atMs = Math.max(nowMs, findFreeFrom(name, nowMs));
      if (spacingMs > 0) freeFromMs.set(name, atMs + spacingMs);
      return Promise.resolve(atMs);
    },
    pause: ({ environment, accountId, endpoint }, untilMs) => {
      const name = JSON.stringify([environment, accountId, endpoint]);
      freeFromMs.set(name, Math.max(untilMs, findFreeFrom(name, untilMs)));
      return Promise.resolve();
    },
  };
};
