import type { RequestHandler } from 'express';
import { ApiError } from './api-error.ts';
import { setAccountId } from './caller.ts';

/** Why a user's token was not taken, in the contract's codes. */
export type UserTokenOutcome =
  | { readonly ok: true; readonly accountId: string }
  | { readonly ok: false; readonly code: 'token_invalid' | 'token_expired' };

export type RequireAccountDependencies = {
  /** Missing where no key set for user tokens is configured. */
  readonly verifyUserToken: ((token: string) => Promise<UserTokenOutcome>) | undefined;
  readonly isInstalled: (accountId: string) => Promise<boolean>;
};

const messages = {
  token_invalid: 'The token is not one of a user of this app.',
  token_expired: 'The token has expired. Ask Manager for a new one.',
} as const;

const readBearer = (header: string | undefined): string => {
  const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(header ?? '')?.[1];
  if (header === undefined)
    throw new ApiError('token_missing', 'Send the user’s token as Authorization: Bearer.');
  if (token === undefined) throw new ApiError('token_invalid', messages.token_invalid);
  return token;
};

/** Lets a request through for the account that its token names, where that account has the app installed. */
export const createRequireAccount =
  ({ verifyUserToken, isInstalled }: RequireAccountDependencies): RequestHandler =>
  async (request, _response, next) => {
    if (verifyUserToken === undefined) {
      throw new ApiError(
        'user_auth_not_configured',
        'This server has no keys to verify users’ tokens with: set TRACKUNIT_USER_TOKEN_JWKS_URL.',
      );
    }
    const outcome = await verifyUserToken(readBearer(request.headers.authorization));
    if (!outcome.ok) throw new ApiError(outcome.code, messages[outcome.code]);
    if (!(await isInstalled(outcome.accountId)))
      throw new ApiError('account_not_installed', 'This account has not installed the app.');
    setAccountId(request, outcome.accountId);
    next();
  };
