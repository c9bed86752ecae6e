import type { Account } from './demo-accounts.ts';

/**
 * What an account cannot have because others have it, in words; undefined when nothing. A user is found by id
 * alone, so one that two accounts share would always speak for the first.
 */
export const findClash = (account: Account, others: readonly Account[]): string | undefined => {
  if (others.some(({ accountId }) => accountId === account.accountId))
    return `Two accounts have the id ${account.accountId}: give each its own`;
  const ids = account.users.map(({ userId }) => userId);
  const twice = ids.find((userId, at) => ids.indexOf(userId) !== at);
  if (twice !== undefined) return `${account.name} has two users ${twice}: give each an id of its own`;
  for (const other of others) {
    const taken = other.users.find(({ userId }) => ids.includes(userId));
    if (taken)
      return `${account.name} and ${other.name} both have the user ${taken.userId}: give each its own`;
  }
  return undefined;
};
