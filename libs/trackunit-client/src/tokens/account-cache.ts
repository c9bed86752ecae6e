import type { AccessToken } from './access-token.ts';
import type { HeldToken } from './held-token.ts';

/** One account's token for one set of scopes. */
export type Slot = {
  /** Sorted, each once; and the same as the `scope` parameter of a token request. */
  readonly scopes: readonly string[];
  readonly scope: string;
  /** The list as some caller wrote it, so that its next call need not be sorted. */
  asked: readonly string[];
  /** What a caller gets without further thought before `freshUntilMs`: a token, or a failure that is remembered. */
  answer: Promise<AccessToken> | undefined;
  freshUntilMs: number;
  /** The last token that was obtained. It may be over, or refused by Trackunit; then `usableUntilMs` is 0. */
  held: HeldToken | undefined;
  usableUntilMs: number;
  /** The one request that is under way. */
  flight: Promise<AccessToken> | undefined;
};

/** What is known about one account. */
export type AccountTokens = {
  readonly accountId: string;
  readonly slots: Slot[];
  /** Asked for since the cache last looked for something to drop. */
  used: boolean;
  /** Forgotten by `invalidate` while a request was under way. */
  dropped: boolean;
  /** A failure of the credential itself, for every scope. */
  blocked: { readonly answer: Promise<never>; readonly untilMs: number } | undefined;
  /** When tokens were dropped lately because Trackunit refused them. */
  drops: { readonly sinceMs: number; count: number } | undefined;
};

const isSame = (one: readonly string[], other: readonly string[]): boolean => {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) if (one[index] !== other[index]) return false;
  return true;
};

/** Finds a slot without allocating; `undefined` also when the scopes are known but not in this order. */
export const findSlot = ({ slots }: AccountTokens, scopes: readonly string[]): Slot | undefined => {
  for (let index = 0; index < slots.length; index += 1) {
    const slot = slots[index] as Slot;
    if (isSame(slot.asked, scopes) || isSame(slot.scopes, scopes)) return slot;
  }
  return undefined;
};

/** The slot of a set of scopes; a new one when there is none. */
export const toSlot = (account: AccountTokens, scope: string, asked: readonly string[]): Slot => {
  const known = account.slots.find((slot) => slot.scope === scope);
  if (known !== undefined) {
    known.asked = [...asked];
    return known;
  }
  const scopes = scope.split(' ');
  const slot: Slot = {
    scopes,
    scope,
    asked: isSame(scopes, asked) ? scopes : [...asked],
    answer: undefined,
    freshUntilMs: 0,
    held: undefined,
    usableUntilMs: 0,
    flight: undefined,
  };
  account.slots.push(slot);
  return slot;
};

/**
 * The accounts in memory, at most `maxAccounts`. Who was not asked for since the last round goes first ("second
 * chance"): unlike with a strict LRU, a hit only sets a flag, which is what keeps a warm look-up as cheap as the
 * map's.
 */
export const createAccountCache = (maxAccounts: number) => {
  const accounts = new Map<string, AccountTokens>();

  const isNeeded = ({ used, slots }: AccountTokens): boolean =>
    used || slots.some((slot) => slot.flight !== undefined);

  const makeRoom = (): void => {
    // After one round nobody is marked any more; then the oldest goes even if a request is under way.
    for (let looks = accounts.size; accounts.size >= maxAccounts; looks -= 1) {
      const [oldest] = accounts.values();
      if (oldest === undefined) return;
      accounts.delete(oldest.accountId);
      if (looks <= 0 || !isNeeded(oldest)) continue;
      oldest.used = false;
      accounts.set(oldest.accountId, oldest);
    }
  };

  const add = (accountId: string): AccountTokens => {
    makeRoom();
    const account: AccountTokens = {
      accountId,
      slots: [],
      used: false,
      dropped: false,
      blocked: undefined,
      drops: undefined,
    };
    accounts.set(accountId, account);
    return account;
  };

  return {
    find: (accountId: string) => accounts.get(accountId),
    get: (accountId: string) => accounts.get(accountId) ?? add(accountId),
    drop: (accountId: string): void => {
      const account = accounts.get(accountId);
      if (account === undefined) return;
      account.dropped = true;
      accounts.delete(accountId);
    },
    size: () => accounts.size,
  };
};
