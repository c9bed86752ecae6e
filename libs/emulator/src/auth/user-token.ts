import type { Choices } from '../choices.ts';
import { findHeader, type Call } from '../http/call.ts';
import type { Reply } from '../http/reply.ts';
import type { ApiUser, Credentials } from '../state/credentials.ts';
import { isSameSecret, parseForm, parseScopes, toTokenAnswer } from './app-token.ts';
import { toTokenError, type TokenErrorKind } from './token-error.ts';
import type { Tokens } from './tokens.ts';

type Options = {
  readonly credentials: Credentials;
  readonly tokens: Tokens;
  readonly choices: () => Choices;
  readonly createId: () => string;
  readonly save: () => Promise<void>;
};

/** User name and password of a Basic header, which RFC 6749 wants form-encoded. */
export const parseBasic = (call: Call): { readonly id: string; readonly secret: string } | undefined => {
  const coded = /^Basic (\S+)$/i.exec(findHeader(call, 'authorization') ?? '')?.[1];
  const [id, ...rest] = Buffer.from(coded ?? '', 'base64')
    .toString()
    .split(':');
  if (coded === undefined || id === undefined || rest.length === 0) return undefined;
  try {
    return { id: decodeURIComponent(id), secret: decodeURIComponent(rest.join(':')) };
  } catch {
    return { id, secret: rest.join(':') };
  }
};

/**
 * `POST /token`: an API user's password, or a refresh token that is good for one turn, becomes a token.
 *
 * @see https://developers.trackunit.com — "Access token"
 */
export const createUserTokenHandler = ({ credentials, tokens, choices, createId, save }: Options) => {
  const issue = async (user: ApiUser, scopes: readonly string[]): Promise<Reply> => {
    const { accountId, clientId, userId } = user;
    const token = await tokens.issue({
      kind: 'API_USER',
      accountId,
      clientId,
      userId,
      scopes,
      lifetimeSeconds: 3600,
    });
    if (!scopes.includes('offline_access')) return toTokenAnswer(token, scopes);
    const refreshToken = createId();
    credentials.putRefreshToken(refreshToken, { clientId, scopes });
    await save();
    return toTokenAnswer(token, scopes, { refresh_token: refreshToken });
  };

  const fail = (kind: TokenErrorKind, hint: string) => toTokenError(kind, choices().tokenErrors, hint);

  const onPassword = (user: ApiUser, form: URLSearchParams): Reply | Promise<Reply> => {
    const isRight =
      form.get('username') === user.username && isSameSecret(form.get('password') ?? '', user.password);
    if (!isRight) return fail('invalid_grant', 'POST /_emulator/api-users makes an API user');
    const scopes = parseScopes(form.get('scope'));
    const isKnown = scopes.every((scope) => scope === 'api' || scope === 'offline_access');
    return isKnown && scopes.includes('api')
      ? issue(user, scopes)
      : fail('invalid_scope', 'Send scope=api [offline_access]');
  };

  const onRefresh = (user: ApiUser, form: URLSearchParams): Reply | Promise<Reply> => {
    const refresh = credentials.takeRefreshToken(form.get('refresh_token') ?? '', user.clientId);
    return refresh
      ? issue(user, refresh.scopes)
      : fail('stale_refresh_token', 'Each refresh token works once; use the one of the last answer');
  };

  return async (call: Call): Promise<Reply> => {
    const form = parseForm(call);
    if (!form) return fail('invalid_request', 'Send application/x-www-form-urlencoded');
    const basic = parseBasic(call);
    const user = credentials.findUser(basic?.id ?? '');
    if (!basic || !user)
      return fail('unknown_client', 'Send Authorization: Basic with the client of an API user');
    if (!isSameSecret(basic.secret, user.clientSecret))
      return fail('wrong_secret', 'Send the client’s own secret');
    const grantType = form.get('grant_type');
    if (grantType === 'password') return onPassword(user, form);
    if (grantType === 'refresh_token') return onRefresh(user, form);
    return fail('unsupported_grant_type', 'Send grant_type=password or refresh_token');
  };
};

/**
 * `POST /token/v2`: an API key becomes a token of 20 minutes, without a refresh token.
 *
 * @see https://developers.trackunit.com — "Access token v2"
 */
export const createKeyTokenHandler = ({ credentials, tokens, choices }: Options) => {
  const fail = (kind: TokenErrorKind, hint: string) => toTokenError(kind, choices().tokenErrors, hint);

  return async (call: Call): Promise<Reply> => {
    const form = parseForm(call);
    if (!form) return fail('invalid_request', 'Send application/x-www-form-urlencoded');
    if (form.get('grant_type') !== 'client_credentials') {
      return fail('unsupported_grant_type', 'Send grant_type=client_credentials');
    }
    const key = credentials.findKey(form.get('client_id') ?? '');
    if (!key) return fail('unknown_client', 'POST /_emulator/api-keys makes a key');
    if (!isSameSecret(form.get('client_secret') ?? '', key.clientSecret))
      return fail('wrong_secret', 'Send the key’s secret');
    const scopes = parseScopes(form.get('scope'));
    if (scopes.length === 0 || scopes.some((scope) => !key.scopes.includes(scope))) {
      return fail('api_key_scope', `This key holds ${key.scopes.join(' ')}`);
    }
    const { accountId, clientId } = key;
    return toTokenAnswer(
      await tokens.issue({ kind: 'API_KEY', accountId, clientId, scopes, lifetimeSeconds: 1200 }),
      scopes,
    );
  };
};
