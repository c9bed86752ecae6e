import type { AccessToken } from './access-token.ts';
import type { AccountTokens } from './account-cache.ts';

/** So many refused tokens of one account in one minute are believed; more, and it is not the tokens. */
const believed = { count: 3, withinMs: 60_000 };

const isBelieved = (account: AccountTokens, nowMs: number): boolean => {
  if (account.drops === undefined || nowMs - account.drops.sinceMs >= believed.withinMs) {
    account.drops = { sinceMs: nowMs, count: 0 };
  }
  account.drops.count += 1;
  return account.drops.count <= believed.count;
};

/**
 * Takes a token that Trackunit refused out of an account's slots, wherever it still is the current one. When an API
 * refuses every token, dropping each would mean one token request per call; so after a few it stays.
 *
 * @returns what the store has to forget
 */
export const dropRefused = (account: AccountTokens, token: AccessToken, nowMs: number) => {
  const text = token.token.reveal();
  const slots = account.slots.filter(
    ({ held, usableUntilMs }) => usableUntilMs > 0 && held?.access.token.reveal() === text,
  );
  if (slots.length === 0 || !isBelieved(account, nowMs)) return [];
  return slots.map((slot) => {
    slot.answer = undefined;
    slot.freshUntilMs = 0;
    slot.usableUntilMs = 0;
    return { scope: slot.scope, generation: slot.held?.generation ?? '', tokenId: slot.held?.tokenId ?? '' };
  });
};
