import { createNewestMap } from '../bounded/newest-map.ts';

/** An API user, made in Administration → API Access: acts as an administrator of its account. */
export type ApiUser = {
  readonly userId: string;
  readonly accountId: string;
  readonly username: string;
  readonly password: string;
  readonly clientId: string;
  readonly clientSecret: string;
};

/** A key of the API Keys app. */
export type ApiKey = {
  readonly accountId: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly clientId: string;
  readonly clientSecret: string;
};

type Refresh = { readonly clientId: string; readonly scopes: readonly string[] };

/** Credentials that are not of an app, as a state file keeps them. */
export type StoredCredentials = {
  readonly apiUsers: readonly ApiUser[];
  readonly apiKeys: readonly ApiKey[];
  readonly refreshTokens: readonly (readonly [token: string, Refresh])[];
};

/** Documented: an account has at most ten keys. */
export const apiKeysAtMost = 10;

/** Each password login makes one, and whoever logs in anew each time never uses it. */
const refreshTokensAtMost = 1_000;

/** API users, API keys and refresh tokens, in memory. */
export const createCredentials = (stored?: StoredCredentials) => {
  const users = new Map<string, ApiUser>();
  const keys = new Map<string, ApiKey>();
  const refreshTokens = createNewestMap<Refresh>(refreshTokensAtMost, stored?.refreshTokens);
  for (const user of stored?.apiUsers ?? []) users.set(user.clientId, user);
  for (const key of stored?.apiKeys ?? []) keys.set(key.clientId, key);

  return {
    listUsers: (): readonly ApiUser[] => [...users.values()],
    listKeys: (): readonly ApiKey[] => [...keys.values()],
    findUser: (clientId: string) => users.get(clientId),
    findKey: (clientId: string) => keys.get(clientId),
    putUser: (user: ApiUser): void => void users.set(user.clientId, user),
    putKey: (key: ApiKey): void => void keys.set(key.clientId, key),
    remove: (clientId: string): boolean => {
      for (const [token, refresh] of refreshTokens.entries())
        if (refresh.clientId === clientId) refreshTokens.delete(token);
      return users.delete(clientId) || keys.delete(clientId);
    },
    putRefreshToken: (token: string, refresh: Refresh): void => void refreshTokens.set(token, refresh),
    /** Hands a refresh token over once; it is dead afterwards. */
    takeRefreshToken: (token: string, clientId: string): Refresh | undefined => {
      const refresh = refreshTokens.get(token);
      if (refresh?.clientId !== clientId) return undefined;
      refreshTokens.delete(token);
      return refresh;
    },
    reset: (): void => {
      for (const map of [users, keys, refreshTokens]) map.clear();
    },
    toStored: (): StoredCredentials => ({
      apiUsers: [...users.values()],
      apiKeys: [...keys.values()],
      refreshTokens: [...refreshTokens.entries()],
    }),
  };
};

/** See `createCredentials`. */
export type Credentials = ReturnType<typeof createCredentials>;
