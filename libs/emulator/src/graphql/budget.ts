import { createEndingMap } from '../bounded/ending-map.ts';

/** Documented: ten minutes. */
const windowMs = 10 * 60_000;

/** What is left of a caller's points. `resetIn` in milliseconds. */
export type BudgetState = { readonly remaining: number; readonly resetIn: number };

/** Points per caller in windows of ten minutes, each beginning with the first query after the last one ended. */
export const createBudgets = (nowMs: () => number, size: () => number) => {
  const windows = createEndingMap<{ readonly endsMs: number; used: number }>(nowMs);

  /** Takes points; undefined in `taken` when there are not enough (nothing is taken then). */
  const take = (caller: string, cost: number): BudgetState & { readonly taken: boolean } => {
    const now = nowMs();
    let window = windows.get(caller);
    if (!window) {
      window = { endsMs: now + windowMs, used: 0 };
      windows.set(caller, window);
    }
    const taken = window.used + cost <= size();
    if (taken) window.used += cost;
    return { taken, remaining: Math.max(0, size() - window.used), resetIn: window.endsMs - now };
  };

  return { take, reset: () => windows.clear() };
};

/** See `createBudgets`. */
export type Budgets = ReturnType<typeof createBudgets>;
