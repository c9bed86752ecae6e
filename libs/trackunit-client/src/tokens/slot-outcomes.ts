import type { Clock } from '../clock.ts';
import type { AccessToken } from './access-token.ts';
import type { Slot } from './account-cache.ts';
import { isCredentialFailure, toRememberMs } from './failure-memory.ts';
import type { HeldToken } from './held-token.ts';
import { rejected } from './rejected.ts';
import { isTrackunitError } from '../trackunit-error.ts';

/** What the outcomes are made of. */
export type SlotOutcomesOptions = {
  readonly clock: Clock;
  readonly random: () => number;
  /** Told of failures that leave a good token in place. */
  readonly report: (error: unknown) => void;
  /** Told before a slot's answer changes. */
  readonly onReplace: (slot: Slot) => void;
};

/** What becomes of a slot when the request for its token ends. */
export type SlotOutcomes = {
  /** Makes a token the slot's answer. */
  readonly keep: (slot: Slot, held: HeldToken) => Promise<AccessToken>;
  /** Makes a failure the slot's answer for a while, unless its token is still good: then only the next try waits. */
  readonly remember: (slot: Slot, error: unknown) => void;
};

/** Makes the outcomes of token requests. */
export const createSlotOutcomes = (options: SlotOutcomesOptions): SlotOutcomes => {
  const { clock, random, report, onReplace } = options;

  const postpone = (slot: Slot, rememberMs: number, nowMs: number): void => {
    const pauseMs = Math.max(1_000, rememberMs) * (0.5 + random() / 2);
    slot.freshUntilMs = Math.min(slot.usableUntilMs, nowMs + pauseMs);
  };

  return {
    keep: (slot, held) => {
      onReplace(slot);
      slot.held = held;
      slot.answer = Promise.resolve(held.access);
      slot.failedAtMs = 0;
      slot.freshUntilMs = Math.min(held.freshUntilMs, held.usableUntilMs);
      slot.usableUntilMs = held.usableUntilMs;
      return slot.answer;
    },
    remember: (slot, error) => {
      const nowMs = clock.now();
      const rememberMs = toRememberMs(error);
      if (nowMs < slot.usableUntilMs) {
        report(error);
        return postpone(slot, rememberMs, nowMs);
      }
      const answer = rejected(error);
      const untilMs = nowMs + rememberMs;
      slot.answer = answer;
      slot.freshUntilMs = untilMs;
      slot.failedAtMs = nowMs;
      if (!isCredentialFailure(error)) return;
      const isClient = isTrackunitError(error, 'invalid_client');
      slot.account.blocked = { answer, sinceMs: nowMs, untilMs, isClient };
    },
  };
};
