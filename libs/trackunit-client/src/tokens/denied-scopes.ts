import { TrackunitError } from '../trackunit-error.ts';
import type { AccountTokens, Slot } from './account-cache.ts';

/** Whether a token that is good now was asked for with this scope and came without it. */
const isScopeDenied = ({ slots }: AccountTokens, scope: string, nowMs: number): boolean =>
  slots.some(
    ({ asked, held, usableUntilMs }) =>
      nowMs < usableUntilMs &&
      asked.scopes.includes(scope) &&
      held?.access.grantedScopes.includes(scope) === false,
  );

/** Whether a token for these scopes would grant none of them, as another of the account's tokens shows. */
export const isDenied = (account: AccountTokens, scopes: readonly string[], nowMs: number): boolean =>
  scopes.every((scope) => isScopeDenied(account, scope, nowMs));

/** Says so. */
export const deniedError = ({ account, asked }: Slot): TrackunitError =>
  new TrackunitError('scope_not_granted', `account ${account.accountId} did not grant: ${asked.scope}`);
