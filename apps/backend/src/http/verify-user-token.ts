import type { JwtVerifier } from '@fleet-watch/trackunit-client';
import type { UserTokenOutcome } from './require-account.ts';

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Reads the account out of a verified token. `keys_unavailable` is a fault of ours, not of the token. */
export const createVerifyUserToken =
  ({ verify }: JwtVerifier, accountClaim: string) =>
  async (token: string): Promise<UserTokenOutcome> => {
    const verdict = await verify(token);
    if (!verdict.ok) {
      if (verdict.reason === 'keys_unavailable') throw new Error('the keys of users’ tokens can’t be had');
      return { ok: false, code: verdict.reason === 'expired' ? 'token_expired' : 'token_invalid' };
    }
    const accountId = verdict.claims[accountClaim];
    return typeof accountId === 'string' && uuid.test(accountId)
      ? { ok: true, accountId: accountId.toLowerCase() }
      : { ok: false, code: 'token_invalid' };
  };
