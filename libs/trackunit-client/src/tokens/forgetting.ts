import type { Clock } from '../clock.ts';
import type { TokenProvider } from './access-token.ts';
import type { AccountCache, AccountTokens } from './account-cache.ts';
import type { HotAnswers } from './hot-answers.ts';
import { dropRefused, forgetRefusedClient } from './refused-token.ts';
import type { SharedTokens } from './shared-tokens.ts';

/** What forgetting is made of. */
export type ForgettingOptions = {
  readonly environment: string;
  readonly irisAppId: string;
  readonly cache: AccountCache;
  readonly hot: HotAnswers;
  readonly shared: SharedTokens | undefined;
  readonly clock: Clock;
};

/** Makes the part of a token provider that ends what is known: in memory at once, in the store soon after. */
export const createForgetting = (options: ForgettingOptions): Omit<TokenProvider, 'getToken'> => {
  const { environment, irisAppId, cache, hot, shared, clock } = options;

  const drop = (account: AccountTokens): void => {
    account.dropped = true;
    account.slots.forEach(hot.removeSlot);
  };

  const forgetAccount = async (accountId: string): Promise<void> => {
    const account = cache.remove(accountId);
    if (account !== undefined) drop(account);
    await shared?.forget({ environment, irisAppId, accountId });
  };

  return {
    invalidate: async ({ accountId, token }) => {
      if (token === undefined) return forgetAccount(accountId);
      const account = cache.find(accountId);
      const dropped = account === undefined ? [] : dropRefused(account, token, clock.now());
      for (const slot of dropped) hot.removeSlot(slot);
      for (const { asked, held } of dropped) {
        if (held === undefined) continue;
        const { generation, tokenId } = held;
        const key = { environment, irisAppId, accountId, generation, scope: asked.scope };
        await shared?.expire(key, tokenId);
      }
    },
    forgetRefusal: (accountId) => {
      const account = cache.find(accountId);
      if (account !== undefined) forgetRefusedClient(account);
    },
    forgetAll: () => cache.removeAll().forEach(drop),
  };
};
