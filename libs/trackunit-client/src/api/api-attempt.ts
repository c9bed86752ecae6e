import type { Clock } from '../clock.ts';
import type { CircuitBreaker } from '../http/circuit-breaker.ts';
import type { Limiter } from '../http/limiter.ts';
import type { HttpAnswer, Send } from '../http/send.ts';
import type { ServerTime } from '../http/server-time.ts';
import type { AccessToken, TokenProvider } from '../tokens/access-token.ts';
import { isTrackunitError, TrackunitError } from '../trackunit-error.ts';
import type { ApiCall } from './api-call.ts';

/** What one try of a call is made with. */
export type ApiAttemptOptions = {
  readonly apiUrl: string;
  readonly tokens: TokenProvider;
  readonly breaker: CircuitBreaker;
  readonly limiter: Limiter;
  readonly serverTime: ServerTime;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly send: Send;
  readonly clock: Clock;
};

/** One try of a call, with the account's token. */
export type ApiAttempt = {
  /** Obtains the token, so that the call itself need not wait for it. */
  readonly prepare: (call: ApiCall<unknown>) => Promise<void>;
  /** A 401 drops the token and tries once with a new one. */
  readonly run: <Value>(call: ApiCall<Value>) => Promise<Value>;
};

/** Makes what tries a call of one API once. */
export const createApiAttempt = (options: ApiAttemptOptions): ApiAttempt => {
  const { apiUrl, tokens, breaker, limiter, serverTime, timeoutMs, maxBytes, send, clock } = options;

  const getToken = async ({ accountId, scopes, signal }: ApiCall<unknown>): Promise<AccessToken> => {
    const token = await tokens.getToken({ accountId, scopes, signal });
    const missing = scopes.filter((scope) => !token.grantedScopes.includes(scope));
    if (missing.length === 0) return token;
    throw new TrackunitError('scope_not_granted', `account ${accountId} did not grant: ${missing.join(' ')}`);
  };

  const sendOnce = async (token: AccessToken, call: ApiCall<unknown>): Promise<HttpAnswer> => {
    const { method, path, body, signal } = call;
    const headers: Record<string, string> = {
      accept: 'application/json',
      authorization: `Bearer ${token.token.reveal()}`,
    };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    const url = new URL(path, apiUrl).href;
    const sentAtMs = clock.now();
    const answer = await send({ url, method, headers, ...text, timeoutMs, maxBytes, signal });
    serverTime.learn(answer.headers.get('date'), sentAtMs, clock.now());
    return answer;
  };

  const callWith = <Value>(token: AccessToken, call: ApiCall<Value>): Promise<Value> => {
    const what = `${call.method} ${call.path.split('?', 1)[0] ?? ''}`;
    const work = async () => call.understand(await sendOnce(token, call), what, serverTime.now());
    return limiter.run(() => breaker.run(work), call.signal);
  };

  return {
    prepare: async (call) => void (await getToken(call)),
    run: async (call) => {
      const token = await getToken(call);
      try {
        return await callWith(token, call);
      } catch (error) {
        if (!isTrackunitError(error, 'unauthorized')) throw error;
        await tokens.invalidate({ accountId: call.accountId, token });
        const newer = await getToken(call);
        if (newer.token.reveal() === token.token.reveal()) throw error;
        return callWith(newer, call);
      }
    },
  };
};
