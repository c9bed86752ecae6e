import type { UserTokenVerdict, UserTokenVerifier } from '@fleet-watch/iris-app-backend';
import type { NextFunction, Request, RequestHandler } from 'express';
import { ApiError } from './api-error.ts';
import { setAccountId } from './caller.ts';

type Refusal = (UserTokenVerdict & { readonly ok: false })['code'];

const refusals: Readonly<Record<Refusal, () => ApiError>> = {
  token_invalid: () => new ApiError('token_invalid', 'The token is not one of a user of this app.'),
  token_expired: () => new ApiError('token_expired', 'The token has expired. Ask Manager for a new one.'),
  account_not_installed: () =>
    new ApiError('account_not_installed', 'This account has not installed the app.'),
  keys_unavailable: () =>
    new ApiError('user_auth_unavailable', 'Users’ tokens can’t be checked right now. Try again soon.'),
};

const notConfigured = () =>
  new ApiError(
    'user_auth_not_configured',
    'This server has no keys to verify users’ tokens with: set TRACKUNIT_USER_TOKEN_JWKS_URL.',
  );

const scheme = 'bearer ';

/**
 * Takes what stands behind the scheme, whatever it is: the check of the token refuses what is none. Who comes with
 * another scheme, or with nothing behind this one, has sent no token.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3.1
 */
const readBearer = (header = ''): string => {
  if (header.slice(0, scheme.length).toLowerCase() !== scheme)
    throw new ApiError('token_missing', 'Send the user’s token as Authorization: Bearer.');
  return header.slice(scheme.length).trim();
};

/**
 * Lets a request through for the account that its token names, where that account has the app installed. A token
 * that was let through before is let through again without waiting for anything.
 */
export const createRequireAccount = (userTokens: UserTokenVerifier | undefined): RequestHandler => {
  const admit = (verdict: UserTokenVerdict, request: Request, next: NextFunction): void => {
    if (!verdict.ok) throw refusals[verdict.code]();
    setAccountId(request, verdict.user.accountId);
    next();
  };
  return (request, _response, next) => {
    if (userTokens === undefined) throw notConfigured();
    const verdict = userTokens.verify(readBearer(request.headers.authorization));
    // A promise costs time also where there is nothing to wait for, and this is asked with every request.
    if (verdict instanceof Promise) return verdict.then((later) => admit(later, request, next));
    return admit(verdict, request, next);
  };
};
