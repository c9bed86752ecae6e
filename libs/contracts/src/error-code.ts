/** The HTTP status of every error that Fleet Watch answers with. Adding a code here is the only way to have one. */
export const errorStatus = {
  malformed_json: 400,
  constraint_violation: 400,
  identity_missing: 401,
  identity_invalid: 401,
  token_missing: 401,
  token_invalid: 401,
  token_expired: 401,
  iris_app_mismatch: 403,
  account_not_installed: 403,
  not_found: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  scope_not_granted: 409,
  precondition_failed: 412,
  payload_too_large: 413,
  unsupported_media_type: 415,
  too_many_requests: 429,
  headers_too_large: 431,
  internal_error: 500,
  store_unavailable: 503,
  user_auth_not_configured: 503,
  user_auth_unavailable: 503,
} as const;

/** What a client branches on; never the text of a message. */
export type ErrorCode = keyof typeof errorStatus;
