import { z } from 'zod';
import type { Platform } from '../platform.ts';
import type { Problem } from '../problem.ts';

/** What Manager asks for when it opens an extension; the rest is for tests of a verifier. */
export const userTokenSchema = z.strictObject({
  userId: z.string(),
  irisAppId: z.string(),
  /** Default 3600; negative makes one that has expired. */
  expiresInSeconds: z.number().int().optional(),
  /** Also for an account that did not install the app; default false. */
  evenIfNotInstalled: z.boolean().optional(),
  /** Claims to replace or add. */
  claims: z.record(z.string(), z.unknown()).optional(),
  /** Claims to leave away. */
  omitClaims: z.array(z.string()).readonly().optional(),
});

/** See `userTokenSchema`. */
export type UserTokenRequest = Readonly<z.input<typeof userTokenSchema>>;

/** A token for an extension's iframe. */
export type UserToken = { readonly token: string; readonly expiresInSeconds: number };

/**
 * Issues the token that Manager hands to an extension: the signed-in user and the app, limited to what the
 * account granted. That it names both is inferred.
 */
export const issueUserToken = async (
  { accounts, apps, state, tokens }: Platform,
  request: UserTokenRequest,
): Promise<UserToken | Problem> => {
  const { userId, irisAppId } = request;
  const account = accounts().find(({ users }) => users.some((user) => user.userId === userId));
  if (!account)
    return { status: 404, code: 'unknown_user', message: `No user ${userId}; see GET /_emulator/accounts` };
  const app = apps.find(irisAppId);
  if (!app)
    return { status: 404, code: 'unknown_app', message: `No app ${irisAppId}; see GET /_emulator/apps` };
  const install = state.findInstall(irisAppId, account.accountId);
  if (!install && request.evenIfNotInstalled !== true) {
    const message = `${irisAppId} is not installed for ${account.name}; POST /_emulator/installs first`;
    return { status: 409, code: 'not_installed', message };
  }
  const omitted = Object.fromEntries((request.omitClaims ?? []).map((name) => [name, undefined]));
  return tokens.issue({
    kind: 'USER',
    accountId: account.accountId,
    clientId: install?.clientId ?? '0oaNotInstalled00000',
    userId,
    irisAppId,
    scopes: install?.grantedScopes ?? [],
    lifetimeSeconds: request.expiresInSeconds ?? 3600,
    claims: { ...request.claims, ...omitted },
  });
};
