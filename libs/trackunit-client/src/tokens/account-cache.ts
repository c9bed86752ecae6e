import { goRound } from '../go-round.ts';
import type { AccessToken } from './access-token.ts';
import type { HeldToken } from './held-token.ts';
import type { ScopeList } from './scope-lists.ts';

/** What is known about one account. */
export type AccountTokens = {
  readonly accountId: string;
  slots: readonly Slot[];
  /** Asked for since the cache last looked for something to drop. */
  used: boolean;
  /** Forgotten by `invalidate` or `forgetAll` while a request was under way. */
  dropped: boolean;
  /** A failure of the credential itself, for every scope; `isClient` when the endpoint does not know the client. */
  blocked:
    | {
        readonly answer: Promise<never>;
        readonly sinceMs: number;
        readonly untilMs: number;
        readonly isClient: boolean;
      }
    | undefined;
  /** When tokens were dropped lately because Trackunit refused them. */
  drops: { readonly sinceMs: number; count: number } | undefined;
};

/** One account's token for one set of scopes. */
export type Slot = {
  readonly account: AccountTokens;
  readonly asked: ScopeList;
  /** What a caller gets without further thought while it is fresh: a token, or a failure that is remembered. */
  answer: Promise<AccessToken> | undefined;
  freshUntilMs: number;
  /** When the answer became a failure; 0 while it is a token. A clock that is put back behind it ends the memory. */
  failedAtMs: number;
  /** The last token that was obtained. It may be over, or refused by Trackunit; then `usableUntilMs` is 0. */
  held: HeldToken | undefined;
  usableUntilMs: number;
  /** The one request that is under way. */
  flight: Promise<AccessToken> | undefined;
  /** While the answer has the short way of `createHotAnswers`: the period in which that ends. */
  hotPeriod: number | undefined;
};

/** The account's slot for a list of scopes; a new one when there is none. */
export const toSlot = (account: AccountTokens, asked: ScopeList): Slot => {
  for (const slot of account.slots) if (slot.asked.scope === asked.scope) return slot;
  const slot: Slot = {
    account,
    asked,
    answer: undefined,
    freshUntilMs: 0,
    failedAtMs: 0,
    held: undefined,
    usableUntilMs: 0,
    flight: undefined,
    hotPeriod: undefined,
  };
  // Not `push` or a spread: they make room for seventeen, in each of 100,000 accounts.
  account.slots = account.slots.concat(slot);
  return slot;
};

/** The slot's answer, a token or a remembered failure, while nobody need be asked. */
export const findFreshAnswer = (slot: Slot, nowMs: number): Promise<AccessToken> | undefined =>
  nowMs < slot.freshUntilMs && nowMs >= slot.failedAtMs ? slot.answer : undefined;

const noSlots: readonly Slot[] = Object.freeze([]);

/** The last so many hits decide who stays; a power of two. */
const rememberedHits = 1024;

/**
 * The accounts in memory, at most `maxAccounts`. Who was not asked for since the last round goes first ("second
 * chance"): unlike with a strict LRU, a hit moves nothing.
 *
 * @param onEvict told of each account that has to go
 */
export const createAccountCache = (maxAccounts: number, onEvict: (account: AccountTokens) => void) => {
  const accounts = new Map<string, AccountTokens>();
  const findNext = goRound(accounts);
  const hits = new Array<string | undefined>(rememberedHits).fill(undefined);
  let lastHit = 0;

  const markHits = (): void => {
    for (const accountId of hits) {
      const account = accountId === undefined ? undefined : accounts.get(accountId);
      if (account !== undefined) account.used = true;
    }
    hits.fill(undefined);
  };

  const isNeeded = ({ used, slots }: AccountTokens): boolean =>
    used || slots.some((slot) => slot.flight !== undefined);

  const makeRoom = (): void => {
    if (accounts.size >= maxAccounts) markHits();
    // After one round nobody is marked any more; then the next one goes even if a request is under way.
    for (let looks = accounts.size; accounts.size >= maxAccounts; looks -= 1) {
      const next = findNext();
      if (next === undefined) return;
      if (looks > 0 && isNeeded(next)) {
        next.used = false;
        continue;
      }
      accounts.delete(next.accountId);
      onEvict(next);
    }
  };

  return {
    find: (accountId: string) => accounts.get(accountId),
    /** Notes that an account was asked for. Looked at when room is needed, so that a hit costs next to nothing. */
    noteHit: (accountId: string): void => {
      lastHit = (lastHit + 1) & (rememberedHits - 1);
      hits[lastHit] = accountId;
    },
    /** The account, which is made if need be. */
    get: (accountId: string): AccountTokens => {
      const known = accounts.get(accountId);
      if (known !== undefined) return known;
      makeRoom();
      const account: AccountTokens = {
        accountId,
        slots: noSlots,
        used: false,
        dropped: false,
        blocked: undefined,
        drops: undefined,
      };
      accounts.set(accountId, account);
      return account;
    },
    remove: (accountId: string): AccountTokens | undefined => {
      const account = accounts.get(accountId);
      accounts.delete(accountId);
      return account;
    },
    /** Takes all accounts out. */
    removeAll: (): readonly AccountTokens[] => {
      const removed = [...accounts.values()];
      accounts.clear();
      return removed;
    },
  };
};

/** Accounts in memory. */
export type AccountCache = ReturnType<typeof createAccountCache>;
