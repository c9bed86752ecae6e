import type { AccessToken, TokenRequest } from './access-token.ts';
import type { Slot } from './account-cache.ts';

/** Answers leave when the period begins in which they stop to be fresh. */
const periodMs = 10_000;

type List = {
  readonly scopes: readonly string[];
  readonly scope: string;
  readonly answers: Map<string, Promise<AccessToken>>;
};

/** So many lists of scopes have the short way; an app has two or three. */
const maxLists = 8;

const isSame = (one: readonly string[], other: readonly string[]): boolean => {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) if (one[index] !== other[index]) return false;
  return true;
};

/**
 * The short way to a token: answers that need no look at their own time, because all of them are fresh until the
 * present period ends. So a warm look-up is one comparison of scopes, one reading of the clock and one look into a
 * map. With a time beside each answer it would be half as fast: going to one more object in memory costs as much
 * as the map itself.
 */
export const createHotAnswers = () => {
  const lists: List[] = [];
  /** By the period in which they stop to be fresh. */
  const ending = new Map<number, Set<Slot>>();
  let endMs = 0;

  const findList = (scopes: readonly string[]): List | undefined => {
    for (let index = 0; index < lists.length; index += 1) {
      const list = lists[index] as List;
      if (isSame(list.scopes, scopes)) return list;
    }
    return undefined;
  };

  const removeSlot = (slot: Slot): void => {
    for (const list of lists) if (list.scope === slot.scope) list.answers.delete(slot.account.accountId);
    if (slot.hotPeriod !== undefined) ending.get(slot.hotPeriod)?.delete(slot);
    slot.hotPeriod = undefined;
  };

  const beginPeriod = (nowMs: number): void => {
    const period = Math.floor(nowMs / periodMs);
    endMs = (period + 1) * periodMs;
    for (const [end, slots] of ending) {
      if (end > period) continue;
      ending.delete(end);
      for (const slot of slots) removeSlot(slot);
    }
  };

  return {
    find: ({ accountId, scopes }: TokenRequest, nowMs: number): Promise<AccessToken> | undefined => {
      if (nowMs >= endMs) beginPeriod(nowMs);
      return findList(scopes)?.answers.get(accountId);
    },
    /** Takes a slot's answer in, for callers that write its scopes as given here. */
    add: (slot: Slot, scopes: readonly string[], nowMs: number): void => {
      if (slot.answer === undefined || slot.freshUntilMs < endMs || nowMs >= endMs) return;
      let list = findList(scopes);
      if (list === undefined) {
        if (lists.length >= maxLists) return;
        list = { scopes: Object.freeze([...scopes]), scope: slot.scope, answers: new Map() };
        lists.push(list);
      }
      if (list.answers.get(slot.account.accountId) === slot.answer) return;
      list.answers.set(slot.account.accountId, slot.answer);
      const period = Math.floor(slot.freshUntilMs / periodMs);
      const others = ending.get(period) ?? new Set();
      ending.set(period, others.add(slot));
      slot.hotPeriod = period;
    },
    /** Takes a slot's answer out at once. */
    removeSlot,
  };
};
