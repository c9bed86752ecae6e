import type { Choices } from '../choices.ts';
import { toJson, type Reply } from '../http/reply.ts';

/** What can be wrong with a token request. */
export type TokenErrorKind =
  | 'unknown_client'
  | 'wrong_secret'
  | 'invalid_scope'
  | 'scope_denied'
  | 'api_key_scope'
  | 'invalid_grant'
  | 'stale_refresh_token'
  | 'unsupported_grant_type'
  | 'invalid_request';

type Form = { readonly status: number; readonly error: string; readonly text: string; readonly okta?: true };

/** `okta` marks the one case in which Okta itself answers in its own form. */
const forms: Readonly<Record<TokenErrorKind, Form>> = {
  unknown_client: {
    status: 401,
    error: 'invalid_client',
    text: "Invalid value for 'client_id' parameter.",
    okta: true,
  },
  wrong_secret: {
    status: 401,
    error: 'invalid_client',
    text: 'The client secret supplied for a confidential client is invalid.',
  },
  invalid_scope: {
    status: 400,
    error: 'invalid_scope',
    text: 'One or more scopes are not configured for the authorization server resource.',
  },
  scope_denied: {
    status: 400,
    error: 'invalid_scope',
    text: 'One or more scopes were denied when the app was installed.',
  },
  api_key_scope: {
    status: 400,
    error: 'invalid_scope',
    text: 'Requested scope is not allowed for this API Key.',
  },
  invalid_grant: { status: 400, error: 'invalid_grant', text: 'The credentials provided were invalid.' },
  stale_refresh_token: {
    status: 400,
    error: 'invalid_grant',
    text: 'The refresh token is invalid or expired.',
  },
  unsupported_grant_type: {
    status: 400,
    error: 'unsupported_grant_type',
    text: 'The authorization grant type is not supported by the authorization server.',
  },
  invalid_request: { status: 400, error: 'invalid_request', text: 'A required parameter is missing.' },
};

/**
 * An error of a token endpoint in the chosen form. `hint` is the emulator's own word on how to cure it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 */
export const toTokenError = (kind: TokenErrorKind, style: Choices['tokenErrors'], hint?: string): Reply => {
  const { status, error, text, okta } = forms[kind];
  // A header takes ASCII only.
  const words = hint?.replaceAll('’', "'").replace(/[^ -~]/g, '?');
  const headers = {
    'Cache-Control': 'no-store',
    ...(words === undefined ? {} : { 'X-Emulator-Hint': words }),
  };
  const asOkta = style === 'okta' || (style === 'mixed' && okta === true);
  const body = asOkta
    ? { errorCode: error, errorSummary: text, errorLink: error, errorId: 'oaeEmulator', errorCauses: [] }
    : { error, error_description: text };
  return toJson(status, body, headers);
};
