import { randomUUID } from 'node:crypto';
import { abortable } from '../http/abortable.ts';
import { createLimiter } from '../http/limiter.ts';
import { createTransport } from '../http/transport.ts';
import { TrackunitError } from '../trackunit-error.ts';
import type { AccessToken, TokenProvider, TokenRequest } from './access-token.ts';
import { deniedError, isDenied } from './denied-scopes.ts';
import { createAccountCache, findFreshAnswer, toSlot, type Slot } from './account-cache.ts';
import { createFlights } from './flights.ts';
import { createForgetting } from './forgetting.ts';
import { rejected } from './rejected.ts';
import { createSlotOutcomes } from './slot-outcomes.ts';
import { createHotAnswers } from './hot-answers.ts';
import { createScopeLists, type ScopeList } from './scope-lists.ts';
import { createSharedTokens } from './shared-tokens.ts';
import { createTokenEndpoint } from './token-endpoint.ts';
import type { TokenProviderOptions } from './token-provider-options.ts';
import { apiUserScope } from './token-request.ts';
import { createTokenSource } from './token-source.ts';

/** Fills in what is not given, and puts the parts together that obtain a token. */
const createParts = (options: TokenProviderOptions) => {
  const { authUrl, irisAppId, declaredScopes, credentials, store, lease, report = () => undefined } = options;
  const { maxInFlight = 100, timeoutMs = 10_000, leaseTtlMs = 45_000 } = options;
  const retry = { attempts: 3, baseMs: 250, capMs: 8_000, ...options.retry };
  const transport = createTransport(options, maxInFlight);
  const { clock, random, sleep } = transport;
  const environment = new URL(authUrl).origin;
  const endpoint = createTokenEndpoint({ authUrl, timeoutMs, retry, ...transport });
  const sharing = { lease, holder: randomUUID(), leaseTtlMs, clock, random, sleep, report };
  const shared = store && createSharedTokens({ store, ...sharing });
  const source = createTokenSource({
    environment,
    irisAppId,
    declaredScopes,
    credentials,
    endpoint,
    shared,
    random,
  });
  return { environment, shared, source, clock, random, report, limiter: createLimiter(maxInFlight) };
};

/** Refuses what no token can be asked for: no scope at all, or one that the manifest does not declare. */
const assertAllowed = (scopes: readonly string[], declaredScopes: readonly string[] | undefined): void => {
  if (scopes.length === 0) throw new TypeError('getToken needs at least one scope');
  const undeclared = declaredScopes && scopes.find((scope) => !declaredScopes.includes(scope));
  if (undeclared === undefined) return;
  throw new TrackunitError('scope_not_declared', `the manifest does not declare the scope '${undeclared}'`);
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
  const lists = createScopeLists();
  const apiUserScopes = lists.add([apiUserScope]);
  const hot = createHotAnswers();
  const cache = createAccountCache(maxAccounts, ({ slots }) => slots.forEach(hot.removeSlot));

  const { launch } = createFlights({
    source,
    limiter,
    outcomes: createSlotOutcomes({ clock, random, report, onReplace: hot.removeSlot }),
    clock,
    toUserSlot: ({ account }) => toSlot(account, apiUserScopes),
    askAgain: ({ account, asked }) => tokenOf(toSlot(cache.get(account.accountId), asked), undefined),
  });

  const tokenOf = (slot: Slot, signal: AbortSignal | undefined): Promise<AccessToken> => {
    const { account, answer } = slot;
    const { blocked } = account;
    const now = clock.now();
    const fresh = findFreshAnswer(slot, now);
    if (fresh !== undefined) return fresh;
    const usable = slot.failedAtMs === 0 && now < slot.usableUntilMs ? answer : undefined;
    if (blocked !== undefined && now >= blocked.sinceMs && now < blocked.untilMs)
      return usable ?? blocked.answer;
    if (usable === undefined && isDenied(account, slot.asked.scopes, now)) return rejected(deniedError(slot));
    const flight = launch(slot);
    if (usable === undefined) return abortable(flight, signal);
    flight.catch(() => undefined);
    return usable;
  };

  const getOtherToken = (request: TokenRequest, known: ScopeList | undefined, nowMs: number) => {
    const { accountId, scopes, signal } = request;
    try {
      signal?.throwIfAborted();
      if (known === undefined || known === apiUserScopes) assertAllowed(scopes, declaredScopes);
    } catch (error) {
      return rejected(error);
    }
    const slot = toSlot(cache.get(accountId), known ?? lists.add(scopes));
    const answer = findFreshAnswer(slot, nowMs);
    if (answer === undefined) return tokenOf(slot, signal);
    cache.noteHit(accountId);
    if (slot.failedAtMs === 0) hot.add(slot, nowMs);
    return answer;
  };

  const getToken = (request: TokenRequest): Promise<AccessToken> => {
    const nowMs = clock.now();
    const known = lists.find(request.scopes);
    const answer = known && hot.find(request.accountId, known, nowMs);
    if (answer === undefined || request.signal?.aborted === true) return getOtherToken(request, known, nowMs);
    cache.noteHit(request.accountId);
    return answer;
  };

  const forgetting = createForgetting({ environment, irisAppId, cache, hot, shared, clock });
  return { getToken, ...forgetting };
};
