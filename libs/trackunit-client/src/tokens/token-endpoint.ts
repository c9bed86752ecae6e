import type { Clock } from '../clock.ts';
import { createCircuitBreaker, type CircuitBreakerOptions } from '../http/circuit-breaker.ts';
import { retrying, type RetryOptions } from '../http/retry.ts';
import type { Send } from '../http/send.ts';
import { createServerTime, type ServerTime } from '../http/server-time.ts';
import type { Sleep } from '../http/sleep.ts';
import type { Secret } from '../secret.ts';
import { isTrackunitError, type TrackunitErrorCode } from '../trackunit-error.ts';
import type { Credential } from './credential.ts';
import { parseTokenAnswer, type TokenGrant } from './token-answer.ts';
import { toTokenRequest, type TokenRequestForm } from './token-request.ts';

/** What the token endpoints are called with. */
export type TokenEndpointOptions = {
  readonly authUrl: string;
  readonly send: Send;
  readonly clock: Clock;
  readonly random: () => number;
  readonly sleep: Sleep;
  readonly timeoutMs: number;
  readonly retry: Required<RetryOptions>;
  readonly circuitBreaker: CircuitBreakerOptions;
};

/** Trackunit's token endpoints. */
export type TokenEndpoint = {
  /** The authorization server's clock. */
  readonly serverTime: ServerTime;
  /** Obtains a token with the credential itself. */
  readonly request: (credential: Credential, scope: string) => Promise<TokenGrant>;
  /** Obtains a token for a refresh token, which is spent afterwards, else with the credential itself. */
  readonly refresh: (credential: Credential, scope: string, refreshToken: Secret) => Promise<TokenGrant>;
};

/** A token answer is a kilobyte or two. */
const maxBytes = 65_536;

/** After these the password would fare no better, or would make things worse. */
const finalForPassword: ReadonlySet<TrackunitErrorCode> = new Set(['invalid_client', 'rate_limited']);

/** Makes the caller of the token endpoints of one authorization server. */
export const createTokenEndpoint = (options: TokenEndpointOptions): TokenEndpoint => {
  const { authUrl, send, clock, random, sleep, timeoutMs, retry } = options;
  const urls = {
    '/apptoken': new URL('/apptoken', authUrl).href,
    '/token': new URL('/token', authUrl).href,
    '/token/v2': new URL('/token/v2', authUrl).href,
  } satisfies Record<TokenRequestForm['path'], string>;
  const serverTime = createServerTime(clock);
  const breaker = createCircuitBreaker(new URL(authUrl).host, options.circuitBreaker, clock);

  const exchange = (credential: Credential, scope: string, refreshToken?: Secret): Promise<TokenGrant> =>
    breaker.run(async () => {
      const { path, ...form } = toTokenRequest(credential, scope, refreshToken);
      const url = urls[path];
      const sentAtMs = clock.now();
      const answer = await send({ url, method: 'POST', ...form, timeoutMs, maxBytes });
      serverTime.learn(answer.headers.get('date'), sentAtMs, clock.now());
      return parseTokenAnswer(answer, url, serverTime.now());
    });

  // Asking again with an id and a secret does no harm; a refused one is not retryable.
  const request = (credential: Credential, scope: string): Promise<TokenGrant> =>
    retrying(() => exchange(credential, scope), retry, { random, sleep });

  return {
    serverTime,
    request,
    refresh: async (credential, scope, refreshToken) => {
      try {
        // Once only: an answer that got lost may have rotated the token, and a second try looks like theft.
        const grant = await exchange(credential, scope, refreshToken);
        // Without a new one the old one stays good (RFC 6749, section 6).
        return { ...grant, refreshToken: grant.refreshToken ?? refreshToken };
      } catch (error) {
        if (!isTrackunitError(error) || finalForPassword.has(error.code)) throw error;
        return request(credential, scope);
      }
    },
  };
};
