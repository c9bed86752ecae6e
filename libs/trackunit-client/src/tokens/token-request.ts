import type { Secret } from '../secret.ts';
import type { Credential } from './credential.ts';

/** How one token is asked for, before the host is known. */
export type TokenRequestForm = {
  readonly path: '/apptoken' | '/token' | '/token/v2';
  readonly headers: Record<string, string>;
  readonly body: string;
};

/** Writes a form without the objects that `URLSearchParams` makes on the way. */
const toForm = (fields: Record<string, string>): string => {
  let form = '';
  for (const name in fields) form += `${form && '&'}${name}=${encodeURIComponent(fields[name] ?? '')}`;
  return form;
};

const formType = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };

/** Id and secret are form-encoded first, as RFC 6749 section 2.3.1 asks. */
const basic = (clientId: string, clientSecret: Secret): string => {
  const encode = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1);
  return `Basic ${Buffer.from(`${encode(clientId)}:${encode(clientSecret.reveal())}`).toString('base64')}`;
};

/** The scope that an account's API user asks for; it stands for everything an administrator may do. */
export const apiUserScope = 'api';

const apiUserForm = (
  credential: Extract<Credential, { kind: 'API_USER' }>,
  refreshToken: Secret | undefined,
): TokenRequestForm => ({
  path: '/token',
  headers: { ...formType, authorization: basic(credential.clientId, credential.clientSecret) },
  body: toForm(
    refreshToken === undefined
      ? {
          grant_type: 'password',
          username: credential.username,
          password: credential.password.reveal(),
          scope: `${apiUserScope} offline_access`,
        }
      : { grant_type: 'refresh_token', refresh_token: refreshToken.reveal() },
  ),
});

/**
 * Writes a token request for each kind of credential.
 *
 * @param scope sorted, one space between; an API user always asks for `api offline_access`
 * @param refreshToken only for an API user: exchange it instead of the password
 * @see https://developers.trackunit.com — "App Tokens", "Access Token", "Access Token V2"
 */
export const toTokenRequest = (
  credential: Credential,
  scope: string,
  refreshToken?: Secret,
): TokenRequestForm => {
  if (credential.kind === 'API_USER') return apiUserForm(credential, refreshToken);
  return {
    path: credential.kind === 'APP_INSTALL' ? '/apptoken' : '/token/v2',
    headers: formType,
    body: toForm({
      grant_type: 'client_credentials',
      client_id: credential.clientId,
      client_secret: credential.clientSecret.reveal(),
      scope,
    }),
  };
};
