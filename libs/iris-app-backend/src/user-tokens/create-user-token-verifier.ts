import { hash } from 'node:crypto';
import {
  systemClock,
  type Clock,
  type JwtClaims,
  type JwtVerdict,
  type JwtVerifier,
} from '@fleet-watch/trackunit-client';
import { isAccountId } from '../account-id.ts';

/** Whose token it is. */
export type TokenUser = { readonly accountId: string; readonly claims: JwtClaims };

/** What a check of a user's token came to. `keys_unavailable` says nothing about the token: try again later. */
export type UserTokenVerdict =
  | { readonly ok: true; readonly user: TokenUser }
  | {
      readonly ok: false;
      readonly code: 'token_invalid' | 'token_expired' | 'account_not_installed' | 'keys_unavailable';
    };

/** What the check of users' tokens needs. */
export type UserTokenVerifierOptions = {
  readonly jwt: JwtVerifier;
  /** The claim that names the account, `accountId` by default. */
  readonly accountClaim?: string | undefined;
  /** The app that tokens must be for, where they name one. Without it a token for any app is accepted. */
  readonly irisAppId?: string | undefined;
  /** The claim that names the app, `irisAppId` by default. */
  readonly appClaim?: string | undefined;
  /** Whether an account has the app installed; asked once per remembered token. Without it none is refused for that. */
  readonly isInstalled?: ((accountId: string) => Promise<boolean>) | undefined;
  readonly clock?: Clock | undefined;
  /** How many tokens are remembered at most, 10,000 by default. */
  readonly maxRemembered?: number | undefined;
  /** How long a token is remembered at most, in milliseconds, 5 minutes by default; never beyond its `exp`. */
  readonly rememberMs?: number | undefined;
};

/** Checks the tokens that Manager hands to an extension's users. A client's own token is none of them. */
export type UserTokenVerifier = {
  /** A token that was accepted before is answered at once, without signature check, database or network. */
  readonly verify: (token: string) => UserTokenVerdict | Promise<UserTokenVerdict>;
  /** Drops what is remembered of an account: call it when the account is suspended, erased or gone. */
  readonly forgetAccount: (accountId: string) => void;
  /** Drops everything that is remembered. */
  readonly forgetAll: () => void;
};

type Memory = { readonly verdict: UserTokenVerdict & { readonly ok: true }; readonly untilMs: number };

/**
 * A client's own token, by an app's credential or an API key: no user is behind it. Okta writes `cid` into `sub` of such
 * a token, and no `uid`.
 */
const isClientToken = ({ cid, sub, uid }: JwtClaims): boolean =>
  cid !== undefined && cid === sub && uid === undefined;

type Expectation = {
  readonly accountClaim: string;
  readonly appClaim: string;
  readonly irisAppId: string | undefined;
};

/** One key set signs for every app. That a token names its app is not documented, so one that names none may pass. */
const isForAnotherApp = (claims: JwtClaims, { appClaim, irisAppId }: Expectation): boolean =>
  irisAppId !== undefined && claims[appClaim] !== undefined && claims[appClaim] !== irisAppId;

const toUser = (verdict: JwtVerdict, expected: Expectation): UserTokenVerdict => {
  if (!verdict.ok) {
    if (verdict.reason === 'keys_unavailable') return { ok: false, code: 'keys_unavailable' };
    return { ok: false, code: verdict.reason === 'expired' ? 'token_expired' : 'token_invalid' };
  }
  const { claims } = verdict;
  if (isClientToken(claims) || isForAnotherApp(claims, expected)) return { ok: false, code: 'token_invalid' };
  const accountId = claims[expected.accountClaim];
  if (typeof accountId !== 'string' || !isAccountId(accountId)) return { ok: false, code: 'token_invalid' };
  return { ok: true, user: { accountId: accountId.toLowerCase(), claims } };
};

/** Tokens by digest, never by themselves: a dump of the memory has no token in it. */
const createMemory = (clock: Clock, maxRemembered: number) => {
  const memories = new Map<string, Memory>();
  /** Counts what was forgotten, so that a check which began before does not remember afterwards. */
  let epoch = 0;
  return {
    epoch: () => epoch,
    find: (digest: string): Memory['verdict'] | undefined => {
      const memory = memories.get(digest);
      if (memory === undefined) return undefined;
      if (memory.untilMs > clock.now()) return memory.verdict;
      memories.delete(digest);
      return undefined;
    },
    add: (digest: string, memory: Memory): void => {
      if (memories.size >= maxRemembered) {
        const [oldest] = memories.keys();
        if (oldest !== undefined) memories.delete(oldest);
      }
      memories.set(digest, memory);
    },
    forgetAccount: (accountId: string): void => {
      epoch += 1;
      for (const [digest, { verdict }] of memories)
        if (verdict.user.accountId === accountId.toLowerCase()) memories.delete(digest);
    },
    forgetAll: (): void => {
      epoch += 1;
      memories.clear();
    },
  };
};

/**
 * Makes the check of users' tokens, with a memory of those that were accepted, by digest. Tell it of accounts that
 * change (`listenToAccountChanges`): what is remembered is not checked again before its time is over.
 */
export const createUserTokenVerifier = (options: UserTokenVerifierOptions): UserTokenVerifier => {
  const { jwt, isInstalled, clock = systemClock } = options;
  const { accountClaim = 'accountId', appClaim = 'irisAppId', irisAppId } = options;
  const { maxRemembered = 10_000, rememberMs = 300_000 } = options;
  const memory = createMemory(clock, maxRemembered);

  const check = async (token: string, digest: string): Promise<UserTokenVerdict> => {
    const epoch = memory.epoch();
    const verdict = toUser(await jwt.verify(token), { accountClaim, appClaim, irisAppId });
    if (!verdict.ok) return verdict;
    const { accountId, claims } = verdict.user;
    if (isInstalled !== undefined && !(await isInstalled(accountId)))
      return { ok: false, code: 'account_not_installed' };
    const expiresAtMs = claims.exp === undefined ? Number.POSITIVE_INFINITY : claims.exp * 1000;
    const untilMs = Math.min(expiresAtMs, clock.now() + rememberMs);
    if (epoch === memory.epoch() && untilMs > clock.now()) memory.add(digest, { verdict, untilMs });
    return verdict;
  };

  return {
    verify: (token) => {
      const digest = hash('sha256', token, 'base64');
      return memory.find(digest) ?? check(token, digest);
    },
    forgetAccount: memory.forgetAccount,
    forgetAll: memory.forgetAll,
  };
};
