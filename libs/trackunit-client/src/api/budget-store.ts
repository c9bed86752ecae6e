/** One endpoint of one account: what Trackunit counts on its own. */
export type BudgetKey = {
  /** The API's origin. */
  readonly environment: string;
  readonly accountId: string;
  readonly endpoint: string;
};

/**
 * The furthest that a turn may be away, in milliseconds: twice the longest pause, which leaves room for those who wait.
 * What is stored beyond it was written before a clock was put back, and counts no more.
 */
export const furthestTurnMs = 7_200_000;

/**
 * From when on an account may call an endpoint again, kept where it survives a restart and where all processes
 * look. `budgetStoreContract` holds the tests that every implementation passes. Times in milliseconds since 1970.
 */
export type BudgetStore = {
  /**
   * Takes the next place and returns when it is: now, or later when others took the places before or the endpoint
   * is paused. Places are `spacingMs` apart; with 0 nothing is taken and only a pause makes it later. Atomic: two
   * processes never get the same place. What is stored further away than `furthestTurnMs` is no reason to wait.
   */
  readonly reserve: (key: BudgetKey, spacingMs: number, nowMs: number) => Promise<number>;
  /** Pauses the endpoint until a moment. A pause only ever grows, unless what is stored is `furthestTurnMs` beyond it. */
  readonly pause: (key: BudgetKey, untilMs: number) => Promise<void>;
};
