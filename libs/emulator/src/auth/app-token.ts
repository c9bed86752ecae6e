import { timingSafeEqual } from 'node:crypto';
import type { Choices } from '../choices.ts';
import type { Call } from '../http/call.ts';
import { toJson, type Reply } from '../http/reply.ts';
import type { Install, State } from '../state/state.ts';
import { toTokenError, type TokenErrorKind } from './token-error.ts';
import type { Tokens } from './tokens.ts';

/** Compares secrets in a time that tells nothing of how far they agree. */
export const isSameSecret = (given: string, expected: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** A form body, or undefined when the request says that it is something else. */
export const parseForm = (call: Call): URLSearchParams | undefined =>
  /^application\/x-www-form-urlencoded\b/i.test(String(call.headers['content-type'] ?? ''))
    ? new URLSearchParams(call.body)
    : undefined;

/** The scopes of a request, each once. */
export const parseScopes = (text: string | null): readonly string[] => [
  ...new Set((text ?? '').split(' ').filter((word) => word !== '')),
];

/** What a token endpoint answers when all is well. */
export const toTokenAnswer = (
  { token, expiresInSeconds }: { readonly token: string; readonly expiresInSeconds: number },
  scopes: readonly string[],
  more?: Readonly<Record<string, string>>,
): Reply =>
  toJson(
    200,
    {
      token_type: 'Bearer',
      expires_in: expiresInSeconds,
      access_token: token,
      scope: scopes.join(' '),
      ...more,
    },
    { 'Cache-Control': 'no-store' },
  );

type Options = { readonly state: State; readonly tokens: Tokens; readonly choices: () => Choices };

/**
 * `POST /apptoken`: the credential that an install handed over becomes a token for the account.
 *
 * @see https://developers.trackunit.com — "App Tokens (async)"
 */
export const createAppTokenHandler = ({ state, tokens, choices }: Options) => {
  const grantScopes = (install: Install, asked: readonly string[]): readonly string[] | TokenErrorKind => {
    const declared = new Set([...install.grantedScopes, ...install.deniedScopes]);
    if (asked.some((scope) => !declared.has(scope))) return 'invalid_scope';
    const granted = asked.filter((scope) => install.grantedScopes.includes(scope));
    if (granted.length === asked.length) return granted;
    return choices().deniedScopes === 'drop' && granted.length > 0 ? granted : 'scope_denied';
  };

  return async (call: Call): Promise<Reply> => {
    const fail = (kind: TokenErrorKind, hint: string) => toTokenError(kind, choices().tokenErrors, hint);
    const form = parseForm(call);
    if (!form) return fail('invalid_request', 'Send application/x-www-form-urlencoded');
    if (form.get('grant_type') !== 'client_credentials') {
      return fail('unsupported_grant_type', 'Send grant_type=client_credentials');
    }
    const install = state.findClient(form.get('client_id') ?? '');
    if (!install)
      return fail('unknown_client', 'Install the app first; an uninstall or reinstall ends a client');
    if (!isSameSecret(form.get('client_secret') ?? '', install.clientSecret)) {
      return fail('wrong_secret', 'Send the client_secret of the newest install message, in the body');
    }
    const asked = parseScopes(form.get('scope'));
    if (asked.length === 0)
      return fail('invalid_scope', 'Send scope with at least one scope of the manifest');
    const granted = grantScopes(install, asked);
    if (typeof granted === 'string')
      return fail(granted, `The manifest and the install allow ${install.grantedScopes.join(' ')}`);
    const { accountId, clientId, irisAppId } = install;
    const token = await tokens.issue({
      kind: 'APP_INSTALL',
      accountId,
      clientId,
      irisAppId,
      scopes: granted,
      lifetimeSeconds: 3600,
    });
    return toTokenAnswer(token, granted);
  };
};
