import type { AccessToken } from './access-token.ts';
import type { AccountTokens, Slot } from './account-cache.ts';

/** So many refused tokens of one account in one minute are believed; more, and it is not the tokens. */
const believed = { count: 3, withinMs: 60_000 };

const isBelieved = (account: AccountTokens, nowMs: number): boolean => {
  // A clock that was put back is as far off as one that went on.
  if (account.drops === undefined || Math.abs(nowMs - account.drops.sinceMs) >= believed.withinMs) {
    account.drops = { sinceMs: nowMs, count: 0 };
  }
  account.drops.count += 1;
  return account.drops.count <= believed.count;
};

/**
 * Takes a token that Trackunit refused out of an account's slots, wherever it still is the current one. When an API
 * refuses every token, dropping each would mean one token request per call; so after a few it stays.
 *
 * @returns the slots that lost their token, which is still in `held`
 */
export const dropRefused = (account: AccountTokens, token: AccessToken, nowMs: number): readonly Slot[] => {
  const text = token.token.reveal();
  const slots = account.slots.filter(
    ({ held, usableUntilMs }) => usableUntilMs > 0 && held?.access.token.reveal() === text,
  );
  if (slots.length === 0 || !isBelieved(account, nowMs)) return [];
  for (const slot of slots) {
    slot.answer = undefined;
    slot.freshUntilMs = 0;
    slot.usableUntilMs = 0;
  }
  return slots;
};

/** Forgets that the token endpoint did not know the client. What else failed stays remembered. */
export const forgetRefusedClient = (account: AccountTokens): void => {
  const { blocked } = account;
  if (blocked?.isClient !== true) return;
  account.blocked = undefined;
  for (const slot of account.slots) {
    if (slot.answer !== blocked.answer) continue;
    slot.answer = undefined;
    slot.freshUntilMs = 0;
  }
};
