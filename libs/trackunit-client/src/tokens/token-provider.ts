import { IrisScope, parseScopeList, toScopeParameter } from '@fleet-watch/scopes';
import { systemClock, type Clock } from '../clock.ts';
import type { Fetch } from '../http/fetch.ts';
import { send } from '../http/send.ts';
import { TrackunitError } from '../trackunit-error.ts';
import type { AccessToken, TokenProvider, TokenRequest } from './access-token.ts';
import type { CredentialSource } from './credential.ts';
import { parseTokenAnswer } from './token-answer.ts';
import { toTokenRequest } from './token-request.ts';

/** What a token provider is made of. */
export type TokenProviderOptions = {
  /** Trackunit's authorization server, such as `https://auth.trackunit.com`. */
  readonly authUrl: string;
  /** The app on whose behalf tokens are asked for; part of every key. */
  readonly irisAppId: string;
  readonly credentials: CredentialSource;
  /** The manifest's scopes. A token is never asked for with another. Default: not checked. */
  readonly declaredScopes?: readonly string[];
  readonly fetch?: Fetch;
  readonly clock?: Clock;
};

type Slot = { promise: Promise<AccessToken>; freshUntilMs: number };

const allScopes: readonly string[] = Object.values(IrisScope).sort();

/** Makes a token provider. Nothing is asked for before the first `getToken`. */
export const createTokenProvider = (options: TokenProviderOptions): TokenProvider => {
  const { authUrl, credentials, clock = systemClock, fetch = globalThis.fetch } = options;
  const accounts = new Map<string, Map<string, Slot>>();

  const obtain = async (accountId: string, scope: string): Promise<AccessToken> => {
    const credential = await credentials.findCredential(accountId);
    if (credential === undefined) {
      throw new TrackunitError('credential_missing', `account ${accountId} has no credential`);
    }
    const { path, ...form } = toTokenRequest(credential, scope);
    const url = new URL(path, authUrl).href;
    const answer = await send(fetch, { url, method: 'POST', ...form, timeoutMs: 30_000, maxBytes: 65_536 });
    const grant = parseTokenAnswer(answer, url, clock.now());
    const granted = credential.kind === 'API_USER' ? allScopes : parseScopeList(grant.scope ?? scope);
    if (!scope.split(' ').some((word) => granted.some((each) => each === word))) {
      throw new TrackunitError('scope_not_granted', `account ${accountId} granted none of: ${scope}`);
    }
    const expiresAt = new Date(clock.now() + grant.expiresInSeconds * 1000);
    return { token: grant.accessToken, grantedScopes: granted, expiresAt };
  };

  const getToken = ({ accountId, scopes }: TokenRequest): Promise<AccessToken> => {
    const scope = toScopeParameter(scopes);
    const slots = accounts.get(accountId) ?? new Map<string, Slot>();
    accounts.set(accountId, slots);
    const found = slots.get(scope);
    if (found !== undefined && clock.now() < found.freshUntilMs) return found.promise;
    const slot: Slot = { promise: obtain(accountId, scope), freshUntilMs: Infinity };
    slots.set(scope, slot);
    slot.promise.then(
      (token) => (slot.freshUntilMs = clock.now() + 0.8 * (token.expiresAt.getTime() - clock.now())),
      () => slots.get(scope) === slot && slots.delete(scope),
    );
    return slot.promise;
  };

  return {
    getToken,
    invalidate: ({ accountId }) => {
      accounts.delete(accountId);
      return Promise.resolve();
    },
  };
};
