import type { Clock } from '../clock.ts';
import type { Sleep } from '../http/sleep.ts';
import { TrackunitError } from '../trackunit-error.ts';
import type { BudgetKey, BudgetStore } from './budget-store.ts';

/** What keeping to budgets needs. */
export type BudgetsOptions = {
  readonly store: BudgetStore;
  /** The API's origin. */
  readonly environment: string;
  /** The longest that a call waits for its turn, in milliseconds. */
  readonly maxWaitMs: number;
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** Told when the store fails, which holds up no call. */
  readonly report: (error: unknown) => void;
};

/** Which budget, for whom. */
export type Endpoint = Omit<BudgetKey, 'environment'>;

/** Keeps calls to what Trackunit allows an account on an endpoint. */
export type Budgets = {
  /** @throws TrackunitError `rate_limited` when the turn is further away than a call waits */
  readonly waitForTurn: (endpoint: Endpoint, spacingMs: number, signal?: AbortSignal) => Promise<void>;
  readonly pause: (endpoint: Endpoint, ms: number) => Promise<void>;
};

/** Makes the keeper of budgets. */
export const createBudgets = (options: BudgetsOptions): Budgets => {
  const { store, environment, maxWaitMs, clock, sleep, report } = options;

  const reserve = async (key: BudgetKey, spacingMs: number): Promise<number> => {
    try {
      return await store.reserve(key, spacingMs, clock.now());
    } catch (error) {
      report(error);
      return clock.now();
    }
  };

  return {
    waitForTurn: async ({ accountId, endpoint }, spacingMs, signal) => {
      const atMs = await reserve({ environment, accountId, endpoint }, spacingMs);
      const waitMs = atMs - clock.now();
      if (waitMs <= 0) return;
      if (waitMs > maxWaitMs) {
        const seconds = Math.ceil(waitMs / 1000);
        throw new TrackunitError(
          'rate_limited',
          `${endpoint} of account ${accountId} is used up for ${seconds} s`,
          {
            platformCode: 'budget_used_up',
            retryAfterMs: waitMs,
          },
        );
      }
      await sleep(waitMs, signal);
    },
    pause: async ({ accountId, endpoint }, ms) => {
      try {
        await store.pause({ environment, accountId, endpoint }, clock.now() + ms);
      } catch (error) {
        report(error);
      }
    },
  };
};
