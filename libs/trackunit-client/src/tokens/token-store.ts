import type { Secret } from '../secret.ts';

/** Everything a token depends on; two keys that differ in one member never share a token. */
export type TokenKey = {
  /** The authorization server's origin. */
  readonly environment: string;
  readonly irisAppId: string;
  readonly accountId: string;
  /** The credential's. */
  readonly generation: string;
  /** Scopes sorted, one space between; `api` for an API user. */
  readonly scope: string;
};

/** A token as it is kept. Times are the authorization server's, so that processes with odd clocks agree. */
export type StoredToken = {
  /** Names this token among those of its key; new for each save. */
  readonly tokenId: string;
  readonly accessToken: Secret;
  readonly refreshToken?: Secret | undefined;
  readonly grantedScopes: readonly string[];
  readonly issuedAt: Date;
  readonly expiresAt: Date;
};

/**
 * Where tokens survive a restart and meet the other processes. Implementations encrypt both tokens at rest.
 * `tokenStoreContract` holds the tests that every implementation passes.
 */
export type TokenStore = {
  readonly findToken: (key: TokenKey) => Promise<StoredToken | undefined>;
  /** Replaces what is kept under the key. */
  readonly saveToken: (key: TokenKey, token: StoredToken) => Promise<void>;
  /**
   * Makes one access token useless because Trackunit refused it: afterwards it is not found, or found with an
   * `expiresAt` in the past; its refresh token stays. Does nothing when another token is kept by now.
   */
  readonly expireToken: (key: TokenKey, tokenId: string) => Promise<void>;
  /** Forgets every token of an account in one environment and app, of every generation. */
  readonly deleteTokens: (owner: Pick<TokenKey, 'environment' | 'irisAppId' | 'accountId'>) => Promise<void>;
};
