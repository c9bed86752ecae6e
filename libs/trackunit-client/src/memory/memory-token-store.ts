import { toTokenKeyName } from '../tokens/token-key.ts';
import type { StoredToken, TokenKey, TokenStore } from '../tokens/token-store.ts';

/** Keeps tokens as long as the process lives: for tests, and to let several providers of one process share. */
export const createMemoryTokenStore = (): TokenStore => {
  const rows = new Map<string, { readonly key: TokenKey; readonly token: StoredToken }>();
  return {
    findToken: (key) => Promise.resolve(rows.get(toTokenKeyName(key))?.token),
    saveToken: (key, token) => {
      rows.set(toTokenKeyName(key), { key: { ...key }, token: { ...token } });
      return Promise.resolve();
    },
    expireToken: (key, tokenId) => {
      const row = rows.get(toTokenKeyName(key));
      if (row?.token.tokenId === tokenId) {
        rows.set(toTokenKeyName(key), { key: row.key, token: { ...row.token, expiresAt: new Date(0) } });
      }
      return Promise.resolve();
    },
    deleteTokens: ({ environment, irisAppId, accountId }) => {
      for (const [name, { key }] of rows) {
        const isOwned =
          key.environment === environment && key.irisAppId === irisAppId && key.accountId === accountId;
        if (isOwned) rows.delete(name);
      }
      return Promise.resolve();
    },
  };
};
