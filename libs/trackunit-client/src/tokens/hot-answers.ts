import type { AccessToken } from './access-token.ts';
import type { Slot } from './account-cache.ts';
import type { ScopeList } from './scope-lists.ts';

/** Answers leave when the period begins in which they stop to be fresh. */
const periodMs = 10_000;

/**
 * The short way to a token: answers that need no look at their own time, because all of them are fresh until the
 * present period ends. So a warm look-up is one comparison of scopes, one reading of the clock and one look into a
 * map. With a time beside each answer it would be half as fast: going to one more object in memory costs as much
 * as the map itself.
 */
export const createHotAnswers = () => {
  const answers = new Map<string, Map<string, Promise<AccessToken>>>();
  /** By the period in which they stop to be fresh. */
  const ending = new Map<number, Set<Slot>>();
  let lastScope = '';
  let lastAnswers: Map<string, Promise<AccessToken>> | undefined;
  let endMs = 0;

  const findAnswers = (scope: string) => {
    if (scope !== lastScope) {
      lastScope = scope;
      lastAnswers = answers.get(scope);
    }
    return lastAnswers;
  };

  const removeSlot = (slot: Slot): void => {
    if (slot.hotPeriod === undefined) return;
    answers.get(slot.asked.scope)?.delete(slot.account.accountId);
    ending.get(slot.hotPeriod)?.delete(slot);
    slot.hotPeriod = undefined;
  };

  const beginPeriod = (nowMs: number): void => {
    const period = Math.floor(nowMs / periodMs);
    endMs = (period + 1) * periodMs;
    for (const [end, slots] of ending) {
      if (end > period) continue;
      for (const slot of slots) removeSlot(slot);
      ending.delete(end);
    }
  };

  const createAnswers = (scope: string) => {
    const created = new Map<string, Promise<AccessToken>>();
    answers.set(scope, created);
    lastScope = '';
    return created;
  };

  return {
    find: (accountId: string, { scope }: ScopeList, nowMs: number): Promise<AccessToken> | undefined => {
      if (nowMs >= endMs) beginPeriod(nowMs);
      return findAnswers(scope)?.get(accountId);
    },
    /** Takes a slot's answer in. */
    add: (slot: Slot, nowMs: number): void => {
      if (slot.answer === undefined || slot.hotPeriod !== undefined) return;
      if (slot.freshUntilMs < endMs || nowMs >= endMs) return;
      const { scope } = slot.asked;
      (answers.get(scope) ?? createAnswers(scope)).set(slot.account.accountId, slot.answer);
      slot.hotPeriod = Math.floor(slot.freshUntilMs / periodMs);
      const others = ending.get(slot.hotPeriod) ?? new Set();
      ending.set(slot.hotPeriod, others.add(slot));
    },
    /** Takes a slot's answer out at once. */
    removeSlot,
  };
};

/** Answers that need no look at their own time. */
export type HotAnswers = ReturnType<typeof createHotAnswers>;
