import type { Clock } from '../clock.ts';
import type { Sleep } from '../http/sleep.ts';
import type { Secret } from '../secret.ts';
import type { RenewalLease } from './renewal-lease.ts';
import { toTokenKeyName } from './token-key.ts';
import type { StoredToken, TokenKey, TokenStore } from './token-store.ts';

/** What the sharing of tokens between processes is made of. */
export type SharedTokensOptions = {
  readonly store: TokenStore;
  readonly lease: RenewalLease | undefined;
  /** Names this process among its peers. */
  readonly holder: string;
  /** Longer than a token request with its retries takes. */
  readonly leaseTtlMs: number;
  readonly clock: Clock;
  readonly random: () => number;
  readonly sleep: Sleep;
  /** Told of failures of store and lease, which never keep anybody from a token. */
  readonly report: (error: unknown) => void;
};

/** Obtains a new token from Trackunit, with the refresh token if there is one that may be spent. */
export type Obtain = (refreshToken: Secret | undefined) => Promise<StoredToken>;

/** What one process needs and may already have. */
export type SharedRequest = {
  readonly key: TokenKey;
  /** Whether a stored token would do. */
  readonly isGood: (stored: StoredToken) => boolean;
  readonly obtain: Obtain;
};

/** Tokens that processes have in common. */
export type SharedTokens = {
  readonly getToken: (request: SharedRequest) => Promise<StoredToken>;
  readonly expire: (key: TokenKey, tokenId: string) => Promise<void>;
  readonly forget: (owner: Pick<TokenKey, 'environment' | 'irisAppId' | 'accountId'>) => Promise<void>;
};

/** Makes the meeting place. Every failure of the store or the lease is reported and then passed over. */
export const createSharedTokens = (options: SharedTokensOptions): SharedTokens => {
  const { store, lease, holder, leaseTtlMs, clock, random, sleep, report } = options;

  const tolerate = async <Value>(work: Promise<Value>): Promise<Value | undefined> => {
    try {
      return await work;
    } catch (error) {
      report(error);
      return undefined;
    }
  };
  const save = async (key: TokenKey, token: StoredToken): Promise<boolean> =>
    (await tolerate(store.saveToken(key, token).then(() => true))) ?? false;

  /**
   * A refresh token leaves the store before it is sent: whatever happens then, a lost answer or a killed process,
   * no peer sends it again.
   */
  const spend = async (key: TokenKey, stored: StoredToken | undefined): Promise<Secret | undefined> => {
    if (stored?.refreshToken === undefined) return undefined;
    const isSpent = await save(key, { ...stored, refreshToken: undefined });
    return isSpent ? stored.refreshToken : undefined;
  };

  const renew = async ({ key, obtain }: SharedRequest, refreshToken: Secret | undefined) => {
    const token = await obtain(refreshToken);
    await save(key, token);
    return token;
  };

  const renewAsHolder = async (request: SharedRequest): Promise<StoredToken> => {
    // A peer may have renewed between our look and our lease.
    const stored = await tolerate(store.findToken(request.key));
    if (stored !== undefined && request.isGood(stored)) return stored;
    return renew(request, await spend(request.key, stored));
  };

  const withLease = async (request: SharedRequest, { acquire, release }: RenewalLease) => {
    const name = toTokenKeyName(request.key);
    const patientUntilMs = clock.now() + leaseTtlMs;
    for (;;) {
      const stored = await tolerate(store.findToken(request.key));
      if (stored !== undefined && request.isGood(stored)) return stored;
      const isHolder = await tolerate(acquire(name, holder, leaseTtlMs));
      if (isHolder === true) {
        try {
          return await renewAsHolder(request);
        } finally {
          await tolerate(release(name, holder));
        }
      }
      // No lease to be had: go on alone, but leave the refresh token to whoever holds the lease.
      if (isHolder === undefined || clock.now() >= patientUntilMs) return renew(request, undefined);
      await sleep(50 + random() * 200);
    }
  };

  return {
    getToken: async (request) => (lease === undefined ? renewAsHolder(request) : withLease(request, lease)),
    expire: async (key, tokenId) => void (await tolerate(store.expireToken(key, tokenId))),
    forget: async (owner) => void (await tolerate(store.deleteTokens(owner))),
  };
};
