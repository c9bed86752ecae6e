/** Where the time comes from: milliseconds since 1970, like `Date.now()`. Tests pass one that they move. */
export type Clock = { readonly now: () => number };

/** The machine's own clock. */
export const systemClock: Clock = { now: Date.now };
