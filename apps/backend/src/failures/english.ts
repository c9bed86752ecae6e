import type { FailureSentences } from './failure.ts';

/** English. */
export const english: FailureSentences = {
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
  graphql_unavailable:
    'Trackunit’s GraphQL API answered for this account before, and not now. The next sync asks again.',
  rate_limited: 'Trackunit’s limit for this account is reached. Fleet Watch tries again later.',
  unavailable: 'Trackunit could not be reached. Fleet Watch tries again later.',
  timeout: 'Trackunit did not answer in time. Fleet Watch tries again later.',
  bad_response: 'Trackunit’s answer could not be understood.',
  response_too_large: 'Trackunit’s answer was larger than Fleet Watch takes.',
  account_not_active: 'The app is not active for this account.',
  unknown: 'Something went wrong on our side. Fleet Watch tries again later.',

  address_refused: 'The address is not a public one, and Fleet Watch sends to public addresses only.',
  scheme_refused: 'The address is not an http: or https: one.',
  name_unknown: 'The host’s name is not known.',
  name_not_looked_up: 'The host’s name could not be looked up.',
  connection_refused: 'The host refused the connection.',
  connection_broken: 'The host broke off the connection.',
  no_answer: 'The host did not answer in time.',
  certificate_invalid: 'The host’s certificate is not valid ({detail}).',
  connection_failed: 'The connection failed ({detail}).',
  redirected: 'The host answered with a redirect ({detail}), and redirects are not followed.',
  status_refused: 'The host answered with status {detail}.',
};
