/**
 * Goes round a set or a map, in the order of its entries, again and again: each call gives the next entry that is
 * still there, `undefined` when there is none. The place is kept from call to call. Who looks at the front anew each
 * time steps over every place that became free since the last clearing-up: 40 times slower with 100,000 entries.
 */
export const goRound = <Value>(all: {
  readonly values: () => Iterator<Value>;
}): (() => Value | undefined) => {
  let hand = all.values();
  return () => {
    const next = hand.next();
    if (next.done !== true) return next.value;
    hand = all.values();
    const first = hand.next();
    return first.done === true ? undefined : first.value;
  };
};
