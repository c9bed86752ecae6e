import { findClash } from '../fleet/account-clash.ts';
import type { Account } from '../fleet/demo-accounts.ts';
import type { Platform } from '../platform.ts';
import type { Problem } from '../problem.ts';

/** Adds an account, or takes the place of the one with its id; why not, when its users are somebody else's. */
export const addAccount = (platform: Platform, account: Account): Problem | undefined => {
  const others = platform.accounts().filter(({ accountId }) => accountId !== account.accountId);
  const message = findClash(account, others);
  if (message !== undefined) return { status: 409, code: 'user_taken', message };
  platform.addAccount(account);
  platform.log.addChange('accounts');
  return undefined;
};
