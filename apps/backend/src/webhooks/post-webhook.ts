import { Agent, request } from 'undici';
import {
  assertLiteralAllowed,
  createCheckedLookup,
  resolveBySystem,
  type Resolve,
} from './checked-lookup.ts';
import { isPublicAddress } from './public-address.ts';

/** What came of one POST. `status` is missing where there was no answer; `error` where it was delivered. */
export type PostOutcome = {
  readonly delivered: boolean;
  readonly status: number | null;
  /** A sentence for people. */
  readonly error: string | null;
  /** How long the receiver asked us to wait. */
  readonly retryAfterSeconds?: number | undefined;
};

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

const texts: Readonly<Record<string, string>> = {
  address_refused: 'The address is not a public one, and Fleet Watch sends to public addresses only.',
  scheme_refused: 'The address is not an http: or https: one.',
  ENOTFOUND: 'The host’s name is not known.',
  EAI_AGAIN: 'The host’s name could not be looked up.',
  ECONNREFUSED: 'The host refused the connection.',
  ECONNRESET: 'The host broke off the connection.',
  UND_ERR_SOCKET: 'The host broke off the connection.',
  UND_ERR_CONNECT_TIMEOUT: 'The host did not answer in time.',
  UND_ERR_HEADERS_TIMEOUT: 'The host did not answer in time.',
  ETIMEDOUT: 'The host did not answer in time.',
  TimeoutError: 'The host did not answer in time.',
};

/** What OpenSSL and Node call the many ways in which a certificate is not right. */
const certificateCode = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/;

const toCode = (cause: unknown): string => {
  if (!(cause instanceof Error)) return 'unknown';
  if (cause instanceof AggregateError) return toCode(cause.errors[0]);
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
};

const toErrorText = (cause: unknown): string => {
  const code = toCode(cause);
  if (certificateCode.test(code)) return `The host’s certificate is not valid (${code}).`;
  return texts[code] ?? `The connection failed (${code}).`;
};

const toStatusText = (status: number): string =>
  status >= 300 && status < 400
    ? `The host answered with a redirect (${status}), and redirects are not followed.`
    : `The host answered with status ${status}.`;

const toRetryAfterSeconds = (header: string | string[] | undefined): number | undefined =>
  typeof header === 'string' && /^\d{1,7}$/.test(header) ? Number(header) : undefined;

/** Where to, without a name and password in the address; those are not sent. */
const toTarget = (text: string, isAllowed: (address: string) => boolean): URL => {
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol))
    throw Object.assign(new Error(url.protocol), { code: 'scheme_refused' });
  assertLiteralAllowed(url, isAllowed);
  url.username = '';
  url.password = '';
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
  resolve = resolveBySystem,
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
      if (status >= 200 && status < 300) return { delivered: true, status, error: null };
      const retryAfterSeconds = toRetryAfterSeconds(answer.headers['retry-after']);
      return { delivered: false, status, error: toStatusText(status), retryAfterSeconds };
    } catch (cause) {
      return { delivered: false, status: null, error: toErrorText(cause) };
    }
  };
  return { post, close: () => dispatcher.destroy() };
};
