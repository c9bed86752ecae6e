import { isTrackunitError, type AccessToken, type TokenProvider } from '@fleet-watch/trackunit-client';
import { silentLogger, type Logger } from '../logger.ts';
import { toReason } from '../to-reason.ts';
import type { Vault } from './vault.ts';

/** What proving credentials needs. */
export type ProveCredentialOptions<Tables> = {
  readonly vault: Pick<Vault<Tables>, 'findInstallation' | 'recordTokenOutcome'>;
  readonly tokens: Pick<TokenProvider, 'getToken' | 'invalidate' | 'forgetRefusal'>;
  /** What the manifest declares. An account has granted each required one, and may have denied any optional one. */
  readonly scopes: { readonly required: readonly string[]; readonly optional: readonly string[] };
  readonly logger?: Logger | undefined;
};

/** A token that an account's credential has just been good for. */
export type CredentialProof = {
  readonly token: AccessToken;
  /**
   * To be told what a call for the account failed with: a token that was kept outlives its credential, so that Trackunit
   * refuses that one may show no earlier than here. Anything but `invalid_client` changes nothing.
   */
  readonly noteFailure: (cause: unknown) => Promise<void>;
};

/**
 * Gets a token for all that an account granted; the vault remembers which scopes those are, or that the credential was
 * refused, which suspends the account when it goes on.
 *
 * @returns `undefined` for an account that is suspended, or does not have the app
 * @throws TrackunitError as `getToken` does
 */
export type ProveCredential = (
  accountId: string,
  signal?: AbortSignal,
) => Promise<CredentialProof | undefined>;

/** Whether Trackunit drops or refuses a scope that an account denied is not documented; both end in what was granted. */
const getWidestToken = async <Tables>(
  { tokens, scopes: { required, optional } }: ProveCredentialOptions<Tables>,
  accountId: string,
  signal: AbortSignal | undefined,
): Promise<AccessToken> => {
  try {
    return await tokens.getToken({ accountId, scopes: [...required, ...optional], signal });
  } catch (cause) {
    const isWorthAnother = isTrackunitError(cause, 'invalid_scope') && required.length * optional.length > 0;
    if (!isWorthAnother) throw cause;
    return tokens.getToken({ accountId, scopes: required, signal });
  }
};

/** Makes what a job for an account begins with, so that the vault knows what was granted and who is refused. */
export const createProveCredential = <Tables>(options: ProveCredentialOptions<Tables>): ProveCredential => {
  const { vault, tokens, logger = silentLogger } = options;

  return async (accountId, signal) => {
    const installation = await vault.findInstallation(accountId);
    if (installation?.status !== 'ACTIVE') return undefined;
    const ref = { accountId, generation: installation.generation };
    const countRefusal = async (cause: unknown): Promise<void> => {
      if (isTrackunitError(cause, 'invalid_client'))
        await vault.recordTokenOutcome(ref, { type: 'invalid_client' });
    };
    // What is counted is what Trackunit says now, not what it said a moment ago. Nor does a token from before the refusal
    // prove anything: kept by this process or another, it would begin the count anew.
    if (installation.refusals > 0) {
      await tokens.invalidate({ accountId });
      tokens.forgetRefusal(accountId);
    }
    try {
      const token = await getWidestToken(options, accountId, signal);
      const { grantedScopes } = token;
      await vault.recordTokenOutcome(ref, { type: 'granted', scopes: grantedScopes });
      if (!installation.isProven) logger.info({ ...ref, grantedScopes }, 'A first token proved a credential');
      const noteFailure = async (cause: unknown): Promise<void> => {
        if (isTrackunitError(cause, 'invalid_client')) await tokens.invalidate({ accountId, token });
        await countRefusal(cause);
      };
      return { token, noteFailure };
    } catch (cause) {
      await countRefusal(cause);
      logger.warn({ ...ref, reason: toReason(cause) }, 'A credential got no token');
      throw cause;
    }
  };
};
