import { Agent, request } from 'undici';
import type { Failure } from '../failures/failure.ts';
import { assertLiteralAllowed, createCheckedLookup } from './checked-lookup.ts';
import { isPublicAddress } from './public-address.ts';
import { createResolve, type Resolve } from './resolve-name.ts';

/** The receiver took it. */
export type PostDelivered = { readonly delivered: true; readonly status: number; readonly failure: null };

/** It did not; `status` is missing where there was no answer. */
export type PostFailed =
  | {
      readonly delivered: false;
      readonly status: number;
      readonly failure: Failure;
      /** How long the receiver asked us to wait. */
      readonly retryAfterSeconds?: number | undefined;
    }
  | { readonly delivered: false; readonly status: null; readonly failure: Failure };

/** What came of one POST. */
export type PostOutcome = PostDelivered | PostFailed;

export type WebhookPost = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Sends a message to a receiver that a customer named. Never rejects: what goes wrong is an outcome. */
export type PostWebhook = (post: WebhookPost) => Promise<PostOutcome>;

export type WebhookPostOptions = {
  /** Lets messages go to private addresses too: for development on one machine. */
  readonly allowPrivate: boolean;
  /** For one POST from name lookup to the end of the answer, 15,000 by default. */
  readonly timeoutMs?: number | undefined;
  readonly resolve?: Resolve | undefined;
};

/** Of the answer only the status counts; so much of a body is read to use the connection again. */
const bodyLimitBytes = 65_536;

const failures: Readonly<Record<string, Failure>> = {
  address_refused: 'address_refused',
  scheme_refused: 'scheme_refused',
  ENOTFOUND: 'name_unknown',
  EAI_AGAIN: 'name_not_looked_up',
  ECONNREFUSED: 'connection_refused',
  ECONNRESET: 'connection_broken',
  UND_ERR_SOCKET: 'connection_broken',
  UND_ERR_CONNECT_TIMEOUT: 'no_answer',
  UND_ERR_HEADERS_TIMEOUT: 'no_answer',
  ETIMEDOUT: 'no_answer',
  TimeoutError: 'no_answer',
};

/** What OpenSSL and Node call the many ways in which a certificate is not right. */
const certificateCode = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/;

const toCode = (cause: unknown): string => {
  if (!(cause instanceof Error)) return 'unknown';
  if (cause instanceof AggregateError) return toCode(cause.errors[0]);
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
};

const toFailure = (cause: unknown): Failure => {
  const code = toCode(cause);
  if (certificateCode.test(code)) return `certificate_invalid:${code}`;
  return failures[code] ?? `connection_failed:${code}`;
};

const toRefusal = (status: number): Failure =>
  status >= 300 && status < 400 ? `redirected:${status}` : `status_refused:${status}`;

const toRetryAfterSeconds = (header: string | string[] | undefined): number | undefined =>
  typeof header === 'string' && /^\d{1,7}$/.test(header) ? Number(header) : undefined;

/** Where to. A name and password in the address are not sent: undici takes origin, path and query of it. */
const toTarget = (text: string, isAllowed: (address: string) => boolean): URL => {
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol))
    throw Object.assign(new Error(url.protocol), { code: 'scheme_refused' });
  assertLiteralAllowed(url, isAllowed);
  return url;
};

/**
 * Makes what sends webhooks: to public addresses only, over a connection to the very address that was checked, with
 * no redirect followed, no proxy, a limit of time and of answer.
 *
 * @returns `post`, and `close`, which ends the connections
 */
export const createWebhookPost = ({
  allowPrivate,
  timeoutMs = 15_000,
  resolve = createResolve(),
}: WebhookPostOptions): { readonly post: PostWebhook; readonly close: () => Promise<void> } => {
  const isAllowed = allowPrivate ? () => true : isPublicAddress;
  const dispatcher = new Agent({
    allowH2: false,
    connect: { timeout: timeoutMs, lookup: createCheckedLookup(resolve, isAllowed) },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    keepAliveTimeout: 1000,
  });

  const post: PostWebhook = async ({ url, headers, body }) => {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const target = toTarget(url, isAllowed);
      const answer = await request(target, { dispatcher, method: 'POST', headers, body, signal });
      const { statusCode: status } = answer;
      // The answer is in the status; a body that is cut off or too long takes nothing away from it.
      await answer.body.dump({ limit: bodyLimitBytes, signal }).catch(() => undefined);
      if (status >= 200 && status < 300) return { delivered: true, status, failure: null };
      const retryAfterSeconds = toRetryAfterSeconds(answer.headers['retry-after']);
      return { delivered: false, status, failure: toRefusal(status), retryAfterSeconds };
    } catch (cause) {
      return { delivered: false, status: null, failure: toFailure(cause) };
    }
  };
  return { post, close: () => dispatcher.destroy() };
};
