import type { Trackunit } from '@fleet-watch/emulator';

/** One request for a page of a fleet, in milliseconds of the machine's clock. */
type PageCall = { readonly accountId: string; readonly fromMs: number; readonly toMs: number };

/** Every page of a fleet that somebody asked the local Trackunit for, the oldest first. */
export const listPageCalls = (trackunit: Trackunit): readonly PageCall[] =>
  trackunit
    .calls()
    .filter(({ route, status }) => route === 'POST /api/graphql/' && status === 200)
    .flatMap(({ accountId, at, durationMs }) => {
      const toMs = Date.parse(at);
      return accountId === null ? [] : [{ accountId, fromMs: toMs - durationMs, toMs }];
    })
    .toSorted((a, b) => a.fromMs - b.fromMs);

/** What a clock of whole milliseconds leaves open. */
const roundedMs = 2;

/** Pages that were asked for while another one of the same account was under way: a reading asks for one at a time. */
export const findOverlaps = (calls: readonly PageCall[]): readonly PageCall[] =>
  calls.filter((call, index) =>
    calls
      .slice(0, index)
      .some(({ accountId, toMs }) => accountId === call.accountId && toMs > call.fromMs + roundedMs),
  );
