import type { Secret } from '../secret.ts';

/**
 * A token that is good now. `grantedScopes` is what Trackunit granted, sorted; it can be less than what was asked
 * for. `expiresAt` is the moment by this machine's clock after which it must not be used.
 */
export type AccessToken = {
  readonly token: Secret;
  readonly grantedScopes: readonly string[];
  readonly expiresAt: Date;
};

/** Whose token, for what. An empty list of scopes is a mistake and throws. */
export type TokenRequest = {
  readonly accountId: string;
  readonly scopes: readonly string[];
  /** Ends the caller's waiting; a request that others wait for goes on. */
  readonly signal?: AbortSignal | undefined;
};

/** What to forget: one token that Trackunit refused, or everything about an account (after a reinstall). */
export type TokenInvalidation = {
  readonly accountId: string;
  /** Forget this token only, and only if it is still the current one: a newer one that others hold stays. */
  readonly token?: AccessToken | undefined;
};

/** Tokens on behalf of accounts. */
export type TokenProvider = {
  /**
   * A token for the account: from memory, from the store, or from Trackunit.
   *
   * @throws TrackunitError `credential_missing`, `invalid_client`, `invalid_grant`, `invalid_scope`,
   *   `scope_not_granted` (nothing of what was asked is granted), `scope_not_declared`, `rate_limited`,
   *   `unavailable`, `timeout`, `bad_response`, `response_too_large`
   */
  readonly getToken: (request: TokenRequest) => Promise<AccessToken>;
  /** Takes effect in memory before it returns; the promise settles when the store has forgotten too. */
  readonly invalidate: (what: TokenInvalidation) => Promise<void>;
  /**
   * Forgets that the account's client was refused (`invalid_client`), so that the next `getToken` asks Trackunit. For
   * who asks seldom and draws conclusions from the answer, such as a job that counts refusals.
   */
  readonly forgetRefusal: (accountId: string) => void;
  /**
   * Forgets what is in memory of all accounts, tokens and failures, when news of reinstalls may have been missed. The
   * store is left as it is: what is there names the generation of its credential, which is looked up anew.
   */
  readonly forgetAll: () => void;
};
