/** An answer before it goes on the wire, so that a fault can still spoil it. */
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** How the answer is spoilt on its way, if at all. */
  readonly transport?: Transport;
};

/** A way not to send an answer whole. */
export type Transport =
  | { readonly kind: 'reset' }
  | { readonly kind: 'cut'; readonly afterBytes: number }
  | { readonly kind: 'slow'; readonly bytesPerSecond: number };

const jsonType = { 'Content-Type': 'application/json' } as const;

/** A value as JSON. */
export const toJson = (
  status: number,
  value: unknown,
  headers?: Readonly<Record<string, string>>,
): Reply => ({
  status,
  headers: headers ? { ...jsonType, ...headers } : jsonType,
  body: JSON.stringify(value),
});

/** Text that is JSON already. */
export const toJsonText = (status: number, body: string): Reply => ({ status, headers: jsonType, body });

/** A page for people. */
export const toHtml = (status: number, body: string, headers?: Readonly<Record<string, string>>): Reply => ({
  status,
  headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', ...headers },
  body,
});

/** Done, and nothing to say. */
export const noContent: Reply = { status: 204, headers: {}, body: '' };

/** The connection ends without a word; the status is for the log. */
export const noAnswer: Reply = { status: 503, headers: {}, body: '', transport: { kind: 'reset' } };

/**
 * An error in Trackunit's REST form.
 *
 * @see https://developers.trackunit.com — "Errors"
 */
export const toFailure = (status: number, code: string, message: string): Reply =>
  toJson(status, { status, code, message });

/** The same answer with more headers. */
export const withHeaders = (reply: Reply, headers: Readonly<Record<string, string>>): Reply => ({
  ...reply,
  headers: { ...reply.headers, ...headers },
});

/** The same answer with `Retry-After`, or without it when nobody says how long. */
export const withRetryAfter = (reply: Reply, seconds: number | undefined): Reply =>
  seconds === undefined ? reply : withHeaders(reply, { 'Retry-After': String(seconds) });

/** One refused member of a request. */
export type Violation = { readonly field: string; readonly message: string };

/** 400 `constraint_violation` with the members that were refused. */
export const toViolations = (violations: readonly Violation[]): Reply =>
  toJson(400, { violations, message: 'Constraint violation', status: 400, code: 'constraint_violation' });
