import { isTrackunitError, type TrackunitErrorCode } from '@fleet-watch/trackunit-client';
import { AccountNotActiveError } from './open-fleet.ts';

const texts: Readonly<Record<TrackunitErrorCode, string>> = {
  credential_missing: 'Fleet Watch has no credential for this account. Install the app again.',
  invalid_client: 'Trackunit refused this account’s credential. If that goes on, install the app again.',
  invalid_grant: 'Trackunit refused the API user’s name or password.',
  invalid_scope: 'Trackunit refused the permissions that Fleet Watch asked for.',
  scope_not_granted: 'This account has not granted Fleet Watch the permission to see assets.',
  scope_not_declared: 'Fleet Watch asked for a permission that it does not declare. That is our mistake.',
  unauthorized: 'Trackunit did not accept Fleet Watch’s token.',
  forbidden: 'Trackunit does not let Fleet Watch read this fleet.',
  not_found: 'Trackunit did not find what Fleet Watch asked for.',
  bad_request: 'Trackunit did not accept Fleet Watch’s question.',
  query_too_complex: 'Trackunit found Fleet Watch’s question too large.',
  graphql_error: 'Trackunit answered with an error.',
  graphql_unavailable: 'Trackunit’s GraphQL API is not available to this account.',
  rate_limited: 'Trackunit’s limit for this account is reached. Fleet Watch tries again later.',
  unavailable: 'Trackunit could not be reached. Fleet Watch tries again later.',
  timeout: 'Trackunit did not answer in time. Fleet Watch tries again later.',
  bad_response: 'Trackunit’s answer could not be understood.',
  response_too_large: 'Trackunit’s answer was larger than Fleet Watch takes.',
};

/** What people read when a sync failed; details are in the log, under the account's id. */
export const toFailureText = (cause: unknown): string => {
  if (cause instanceof AccountNotActiveError) return 'The app is not active for this account.';
  return isTrackunitError(cause)
    ? texts[cause.code]
    : 'Something went wrong on our side. Fleet Watch tries again later.';
};
