import { isTrackunitError, type TrackunitErrorCode } from '../trackunit-error.ts';

const second = 1_000;

/**
 * For how many milliseconds a failure to obtain a token is the answer to everybody who asks. Long where only a
 * person can change something; short where a moment may; 0 where the mistake is the caller's own.
 */
const rememberMs: Record<TrackunitErrorCode, number> = {
  credential_missing: 5 * second,
  invalid_client: 60 * second,
  // Trackunit may lock a user after several wrong passwords.
  invalid_grant: 300 * second,
  invalid_scope: 60 * second,
  scope_not_granted: 60 * second,
  scope_not_declared: 0,
  unauthorized: 10 * second,
  forbidden: 10 * second,
  not_found: 10 * second,
  bad_request: 10 * second,
  query_too_complex: 0,
  graphql_error: 0,
  graphql_unavailable: 0,
  rate_limited: 10 * second,
  unavailable: 2 * second,
  timeout: 2 * second,
  bad_response: 5 * second,
  response_too_large: 10 * second,
};

/** The longest that a server's `Retry-After` is believed. */
const longestMs = 600 * second;

/** For how long a failure is remembered. Failures of other origin, such as the vault's, are not. */
export const toRememberMs = (error: unknown): number => {
  if (!isTrackunitError(error)) return 0;
  return Math.min(longestMs, Math.max(rememberMs[error.code], error.retryAfterMs ?? 0));
};

const ofCredential: ReadonlySet<TrackunitErrorCode> = new Set([
  'credential_missing',
  'invalid_client',
  'invalid_grant',
]);

/** Whether a failure concerns every token of the account, whatever its scopes. */
export const isCredentialFailure = (error: unknown): boolean =>
  isTrackunitError(error) && ofCredential.has(error.code);
