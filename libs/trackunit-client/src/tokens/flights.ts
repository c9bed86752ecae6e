import type { Clock } from '../clock.ts';
import type { Limiter } from '../http/limiter.ts';
import type { AccessToken } from './access-token.ts';
import { findFreshAnswer, type Slot } from './account-cache.ts';
import type { HeldToken } from './held-token.ts';
import type { SlotOutcomes } from './slot-outcomes.ts';
import { apiUserScope } from './token-request.ts';
import type { TokenSource } from './token-source.ts';

/** What flights are made of. */
export type FlightsOptions = {
  readonly source: TokenSource;
  readonly limiter: Limiter;
  readonly outcomes: SlotOutcomes;
  readonly clock: Clock;
  /** The slot of the same account's API user. */
  readonly toUserSlot: (slot: Slot) => Slot;
  /** Asks anew for an account that was forgotten while its request was under way. */
  readonly askAgain: (slot: Slot) => Promise<AccessToken>;
};

/**
 * Makes the one thing that obtains tokens: `launch` gives the request that is under way for a slot, or begins one.
 * Few fly at a time; the rest wait in the order they came.
 */
export const createFlights = (options: FlightsOptions) => {
  const { source, limiter, outcomes, clock, toUserSlot, askAgain } = options;

  /** The API user's token serves every scope: the slot of some scopes takes it from the account's `api` slot. */
  const renewUser = async (user: Slot): Promise<void> => {
    try {
      // What is fresh may be a failure that is remembered.
      await (findFreshAnswer(user, clock.now()) ?? launch(user));
    } catch (error) {
      if (clock.now() >= user.usableUntilMs) throw error;
    }
  };

  const keepUsers = (slot: Slot, user: Slot): Promise<AccessToken> => {
    const answer = outcomes.keep(slot, user.held as HeldToken);
    // A renewal that failed is tried again when the user's own slot does.
    slot.freshUntilMs = user.freshUntilMs;
    return answer;
  };

  const obtain = (slot: Slot) => {
    const work = source({
      accountId: slot.account.accountId,
      scope: slot.asked.scope,
      replaced: slot.held,
    });
    // Before the answer is understood: an API user's slot waits for another flight, which needs a place too.
    work.then(limiter.leave, limiter.leave);
    return work;
  };

  const fly = async (slot: Slot): Promise<AccessToken> => {
    const { account } = slot;
    try {
      const token = await obtain(slot);
      if (token === apiUserScope) await renewUser(toUserSlot(slot));
      if (!account.dropped)
        return await (token === apiUserScope
          ? keepUsers(slot, toUserSlot(slot))
          : outcomes.keep(slot, token));
    } catch (error) {
      if (!account.dropped) {
        outcomes.remember(slot, error);
        throw error;
      }
    } finally {
      slot.flight = undefined;
    }
    // The account was forgotten meanwhile, so this is a token, or a refusal, of a credential that is gone.
    return askAgain(slot);
  };

  const launch = (slot: Slot): Promise<AccessToken> => {
    slot.flight ??= new Promise((resolve) => limiter.enter(() => resolve(fly(slot))));
    return slot.flight;
  };

  return { launch };
};
