import type { Clock } from '../clock.ts';
import type { Sleep } from '../http/sleep.ts';
import { TrackunitError } from '../trackunit-error.ts';
import type { BudgetKey, BudgetStore } from './budget-store.ts';

/** What keeping to budgets needs. */
export type BudgetsOptions = {
  readonly store: BudgetStore;
  /** The API's origin. */
  readonly environment: string;
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** Told when the store fails, which holds up no call. */
  readonly report: (error: unknown) => void;
};

/** Which budget, for whom. */
export type Endpoint = Omit<BudgetKey, 'environment'>;

/** How a call waits for its turn. Times in milliseconds. */
export type Turn = {
  /** The least time to the account's call before. */
  readonly spacingMs: number;
  /** The longest that the call waits. */
  readonly maxWaitMs: number;
  readonly signal?: AbortSignal | undefined;
};

/** Keeps calls to what Trackunit allows an account on an endpoint. */
export type Budgets = {
  /** @throws TrackunitError `rate_limited` when the turn is further away than the call waits */
  readonly waitForTurn: (endpoint: Endpoint, turn: Turn) => Promise<void>;
  /** An hour at most, whatever `ms` says: one odd answer must not shut an account out for years. */
  readonly pause: (endpoint: Endpoint, ms: number) => Promise<void>;
};

/** Trackunit's own limits end after ten minutes. */
const longestPauseMs = 3_600_000;

/** Makes the keeper of budgets. */
export const createBudgets = (options: BudgetsOptions): Budgets => {
  const { store, environment, clock, sleep, report } = options;

  const reserve = async (key: BudgetKey, spacingMs: number): Promise<number> => {
    try {
      return await store.reserve(key, spacingMs, clock.now());
    } catch (error) {
      report(error);
      return clock.now();
    }
  };

  return {
    waitForTurn: async ({ accountId, endpoint }, { spacingMs, maxWaitMs, signal }) => {
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
        const untilMs = Math.ceil(clock.now() + Math.min(ms, longestPauseMs));
        await store.pause({ environment, accountId, endpoint }, untilMs);
      } catch (error) {
        report(error);
      }
    },
  };
};
