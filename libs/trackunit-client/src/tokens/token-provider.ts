import { randomUUID } from 'node:crypto';
import { toScopeParameter } from '@fleet-watch/scopes';
import { systemClock } from '../clock.ts';
import { abortable } from '../http/abortable.ts';
import { createLimiter } from '../http/limiter.ts';
import { systemSleep } from '../http/sleep.ts';
import { createTransport } from '../http/transport.ts';
import { TrackunitError } from '../trackunit-error.ts';
import type { AccessToken, TokenProvider, TokenRequest } from './access-token.ts';
import { deniedError, isDenied } from './denied-scopes.ts';
import { createAccountCache, findSlot, toSlot, type AccountTokens, type Slot } from './account-cache.ts';
import { isCredentialFailure, toRememberMs } from './failure-memory.ts';
import { dropRefused } from './refused-token.ts';
import { createSharedTokens } from './shared-tokens.ts';
import { createTokenEndpoint } from './token-endpoint.ts';
import type { TokenProviderOptions } from './token-provider-options.ts';
import { apiUserScope } from './token-request.ts';
import { createTokenSource } from './token-source.ts';

/** Fills in what is not given, and puts the parts together that obtain a token. */
const createParts = (options: TokenProviderOptions) => {
  const { authUrl, irisAppId, credentials, store, lease } = options;
  const {
    clock = systemClock,
    random = Math.random,
    sleep = systemSleep,
    report = () => undefined,
  } = options;
  const { maxInFlight = 100, timeoutMs = 10_000, retry = { attempts: 3 }, circuitBreaker = {} } = options;
  const { fetch = createTransport({ connections: maxInFlight }), leaseTtlMs = 45_000 } = options;
  const environment = new URL(authUrl).origin;
  const endpoint = createTokenEndpoint({
    authUrl,
    fetch,
    clock,
    random,
    sleep,
    timeoutMs,
    retry,
    circuitBreaker,
  });
  const sharing = { lease, holder: randomUUID(), leaseTtlMs, clock, random, sleep, report };
  const shared = store && createSharedTokens({ store, ...sharing });
  const source = createTokenSource({ environment, irisAppId, credentials, endpoint, shared, random });
  return { environment, shared, source, clock, random, report, limiter: createLimiter(maxInFlight) };
};

const rejected = (error: unknown): Promise<never> => {
  const answer = Promise.reject(error as Error);
  // Remembered, so perhaps nobody waits for it: that must not count as unhandled.
  answer.catch(() => undefined);
  return answer;
};

/**
 * Makes a token provider. Nothing is asked for before the first `getToken`; there are no timers: a token that
 * nobody asks for is not renewed.
 *
 * A warm `getToken` allocates nothing and returns the same promise each time. Cold callers of one token share one
 * request. A token is renewed in the background between 75% and 90% of its life; a renewal that fails leaves it
 * as it is. Failures are remembered for a while, a wrong credential for every scope of its account.
 */
export const createTokenProvider = (options: TokenProviderOptions): TokenProvider => {
  const { irisAppId, declaredScopes, maxAccounts = 100_000 } = options;
  const { environment, shared, source, clock, random, report, limiter } = createParts(options);
  const cache = createAccountCache(maxAccounts);

  const keep = (slot: Slot, held: NonNullable<Slot['held']>, access = Promise.resolve(held.access)) => {
    slot.held = held;
    slot.answer = access;
    slot.freshUntilMs = Math.min(held.freshUntilMs, held.usableUntilMs);
    slot.usableUntilMs = held.usableUntilMs;
    return access;
  };

  /** The API user's token serves every scope: the slot of some scopes takes it from the account's `api` slot. */
  const keepApiUsers = async (account: AccountTokens, slot: Slot): Promise<Promise<AccessToken>> => {
    const user = toSlot(account, apiUserScope, [apiUserScope]);
    if (clock.now() >= user.freshUntilMs) await launch(account, user);
    else await user.answer;
    return user.held === undefined ? Promise.reject(new Error('unreachable')) : keep(slot, user.held);
  };

  const remember = (account: AccountTokens, slot: Slot, error: unknown): void => {
    const now = clock.now();
    const rememberMs = toRememberMs(error);
    if (now < slot.usableUntilMs) {
      report(error);
      const pauseMs = Math.max(1_000, rememberMs) * (0.5 + random() / 2);
      slot.freshUntilMs = Math.min(slot.usableUntilMs, now + pauseMs);
      return;
    }
    slot.answer = rejected(error);
    slot.freshUntilMs = now + rememberMs;
    if (isCredentialFailure(error)) {
      account.blocked = { answer: rejected(error), untilMs: now + rememberMs };
    }
  };

  const fly = async (account: AccountTokens, slot: Slot): Promise<AccessToken> => {
    const { accountId } = account;
    try {
      const token = await limiter.run(() => source({ accountId, scope: slot.scope, replaced: slot.held }));
      if (!account.dropped)
        return await (token === apiUserScope ? keepApiUsers(account, slot) : keep(slot, token));
    } catch (error) {
      if (!account.dropped) {
        remember(account, slot, error);
        throw error;
      }
    } finally {
      slot.flight = undefined;
    }
    // The account was forgotten meanwhile, so this is a token, or a refusal, of a credential that is gone.
    return tokenOf(cache.get(accountId), slot.scope, slot.asked, undefined);
  };

  const launch = (account: AccountTokens, slot: Slot): Promise<AccessToken> => {
    if (slot.flight === undefined) {
      slot.flight = fly(account, slot);
      slot.flight.catch(() => undefined);
    }
    return slot.flight;
  };

  const tokenOf = (
    account: AccountTokens,
    scope: string,
    asked: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<AccessToken> => {
    const slot = toSlot(account, scope, asked);
    const now = clock.now();
    if (slot.answer !== undefined && now < slot.freshUntilMs) return slot.answer;
    const isUsable = slot.answer !== undefined && now < slot.usableUntilMs;
    if (account.blocked !== undefined && now < account.blocked.untilMs) {
      return isUsable && slot.answer !== undefined ? slot.answer : account.blocked.answer;
    }
    if (!isUsable && isDenied(account, slot.scopes, now)) return rejected(deniedError(account, scope));
    const flight = launch(account, slot);
    return isUsable && slot.answer !== undefined ? slot.answer : abortable(flight, signal);
  };

  const getColdToken = async ({ accountId, scopes, signal }: TokenRequest): Promise<AccessToken> => {
    signal?.throwIfAborted();
    if (scopes.length === 0) throw new TypeError('getToken needs at least one scope');
    const undeclared = declaredScopes && scopes.find((scope) => !declaredScopes.includes(scope));
    if (undeclared !== undefined) {
      throw new TrackunitError(
        'scope_not_declared',
        `the manifest does not declare the scope '${undeclared}'`,
      );
    }
    return tokenOf(cache.get(accountId), toScopeParameter(scopes), scopes, signal);
  };

  const getToken = (request: TokenRequest): Promise<AccessToken> => {
    const account = cache.find(request.accountId);
    const slot = account && findSlot(account, request.scopes);
    if (account === undefined || slot?.answer === undefined) return getColdToken(request);
    if (clock.now() >= slot.freshUntilMs || request.signal?.aborted === true) return getColdToken(request);
    account.used = true;
    return slot.answer;
  };

  return {
    getToken,
    invalidate: async ({ accountId, token }) => {
      if (token === undefined) {
        cache.drop(accountId);
        await shared?.forget({ environment, irisAppId, accountId });
        return;
      }
      const account = cache.find(accountId);
      const dropped = account === undefined ? [] : dropRefused(account, token, clock.now());
      for (const { scope, generation, tokenId } of dropped) {
        await shared?.expire({ environment, irisAppId, accountId, generation, scope }, tokenId);
      }
    },
  };
};
