/**
 * Every way in which Trackunit, or the road to it, can disappoint, and whether the same call may succeed later
 * without anybody changing anything. Callers branch on the code, never on a message.
 */
export const trackunitErrorCodes = {
  /** The account has no credential with us: never installed, or erased. */
  credential_missing: { retryable: false },
  /** The token endpoint does not know the client, or its secret is wrong; possibly uninstalled. */
  invalid_client: { retryable: false },
  /** The token endpoint refused the user name, the password or the refresh token. */
  invalid_grant: { retryable: false },
  /** The token endpoint refused the scopes that were asked for. */
  invalid_scope: { retryable: false },
  /** The call needs a scope that the account did not grant; found before the call was made. */
  scope_not_granted: { retryable: false },
  /** The call needs a scope that the manifest does not declare: a mistake in our code. */
  scope_not_declared: { retryable: false },
  /** 401 even with a new token. */
  unauthorized: { retryable: false },
  /** 403. */
  forbidden: { retryable: false },
  /** 404. */
  not_found: { retryable: false },
  /** Another 4xx; `platformCode` says which. */
  bad_request: { retryable: false },
  /** One GraphQL query would cost more than Trackunit allows for a query. */
  query_too_complex: { retryable: false },
  /** GraphQL answered with errors of its own. */
  graphql_error: { retryable: false },
  /** GraphQL is not there for this account: HTML, 404 or 403. REST may be. */
  graphql_unavailable: { retryable: false },
  /** A limit of Trackunit is reached; `retryAfterMs` says for how long, if known. */
  rate_limited: { retryable: true },
  /** No connection, 5xx, or the circuit to the host is open. */
  unavailable: { retryable: true },
  /** A connection, the headers or the body did not come in time. */
  timeout: { retryable: true },
  /** The answer is not what is documented: HTML, empty, cut off, or of another shape. */
  bad_response: { retryable: false },
  /** The answer is longer than the limit. */
  response_too_large: { retryable: false },
} as const satisfies Record<string, { readonly retryable: boolean }>;

/** The stable code of a `TrackunitError`. */
export type TrackunitErrorCode = keyof typeof trackunitErrorCodes;

/** What else is known about a failure. None of it ever holds a secret. */
export type TrackunitErrorDetails = {
  /** HTTP status, where there was an answer. */
  readonly status?: number | undefined;
  /** The code in the answer's body, in Trackunit's, OAuth's or Okta's words. */
  readonly platformCode?: string | undefined;
  /** How long to wait before the next try, in milliseconds, where somebody said so. */
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
};

/**
 * The one error of this library. An aborted call is no such error: it rejects with the reason of its signal.
 */
export class TrackunitError extends Error {
  override readonly name = 'TrackunitError';
  readonly code: TrackunitErrorCode;
  readonly retryable: boolean;
  readonly status: number | undefined;
  readonly platformCode: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: TrackunitErrorCode, message: string, details: TrackunitErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.retryable = trackunitErrorCodes[code].retryable;
    this.status = details.status;
    this.platformCode = details.platformCode;
    this.retryAfterMs = details.retryAfterMs;
  }
}

/** Whether a caught value is this library's error, and, when a code is given, that one. */
export const isTrackunitError = (value: unknown, code?: TrackunitErrorCode): value is TrackunitError =>
  value instanceof TrackunitError && (code === undefined || value.code === code);
