import type { Choices } from '../choices.ts';
import type { EventLog } from '../control/event-log.ts';
import type { DeliveryRecord } from '../control/shapes.ts';
import type { IdentitySigner } from './identity.ts';

/** A message for an app's backend. */
export type Message = {
  readonly irisAppId: string;
  readonly accountId: string;
  readonly url: string;
  readonly body: Readonly<Record<string, unknown>> & { readonly type: string };
};

type Options = {
  readonly fetch: typeof globalThis.fetch;
  readonly nowMs: () => number;
  readonly choices: () => Choices;
  readonly createId: () => string;
  readonly signIdentity: IdentitySigner;
  readonly log: EventLog;
};

type Outcome = Pick<DeliveryRecord, 'response' | 'error' | 'delivered'>;

const shownAtMost = 2_000;

const toReason = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const cause =
    error.cause instanceof Error
      ? `: ${error.cause.message || String(Reflect.get(error.cause, 'code'))}`
      : '';
  return `${error.message}${cause}`;
};

/** Everything of a body that a log may show. */
const withoutSecret = (body: Message['body']): Message['body'] =>
  'clientSecret' in body ? { ...body, clientSecret: '[secret]' } : body;

/** Brings messages to apps' `tokenCallback`, tries again as the choices say, and keeps a log without secrets. */
export const createCourier = ({ fetch, nowMs, choices, createId, signIdentity, log }: Options) => {
  const timers = new Set<NodeJS.Timeout>();
  const sent = new Map<string, Message>();
  let underWay: AbortController = new AbortController();

  const post = async (message: Message, text: string, identity: string): Promise<Outcome> => {
    try {
      const answer = await fetch(message.url, {
        method: choices().callbackMethod,
        headers: { 'Content-Type': 'application/json', 'Trackunit-Identity': identity },
        body: text,
        redirect: 'manual',
        signal: AbortSignal.any([AbortSignal.timeout(choices().callbackTimeoutMs), underWay.signal]),
      });
      const body = (await answer.text()).slice(0, shownAtMost);
      return { response: { status: answer.status, body }, error: null, delivered: answer.ok };
    } catch (error) {
      return { response: null, error: toReason(error), delivered: false };
    }
  };

  const attemptOnce = async (
    message: Message,
    messageId: string,
    attempt: number,
  ): Promise<DeliveryRecord> => {
    const atMs = nowMs();
    const text = JSON.stringify(message.body);
    const { irisAppId, accountId, url, body } = message;
    const identity = await signIdentity({ irisAppId, accountId, body: text });
    const outcome = await post(message, text, identity.token);
    const delayMs = outcome.delivered ? undefined : choices().callbackRetryDelaysMs[attempt - 1];
    const record: DeliveryRecord = {
      deliveryId: createId(),
      messageId,
      at: new Date(atMs).toISOString(),
      irisAppId,
      accountId,
      type: body.type,
      attempt,
      request: {
        method: choices().callbackMethod,
        url,
        identityClaims: identity.claims,
        body: withoutSecret(body),
      },
      ...outcome,
      durationMs: nowMs() - atMs,
      retryAt: delayMs === undefined ? null : new Date(nowMs() + delayMs).toISOString(),
    };
    log.addDelivery(record);
    if (delayMs !== undefined) tryLater(message, messageId, attempt + 1, delayMs);
    return record;
  };

  const tryLater = (message: Message, messageId: string, attempt: number, delayMs: number): void => {
    const { signal } = underWay;
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (!signal.aborted) void attemptOnce(message, messageId, attempt);
    }, delayMs);
    timers.add(timer);
  };

  const stop = (): void => {
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
    underWay.abort(new Error('The emulator was reset or closed'));
    underWay = new AbortController();
  };

  return {
    /** Resolves after the first attempt; later ones go on by themselves. */
    deliver: (message: Message): Promise<DeliveryRecord> => {
      const messageId = createId();
      sent.set(messageId, message);
      return attemptOnce(message, messageId, 1);
    },
    /** The same message once more, freshly signed; undefined when it is not known. */
    redeliver: (messageId: string): Promise<DeliveryRecord> | undefined => {
      const message = sent.get(messageId);
      return message && attemptOnce(message, messageId, 1);
    },
    stop,
    reset: (): void => {
      stop();
      sent.clear();
    },
  };
};

/** See `createCourier`. */
export type Courier = ReturnType<typeof createCourier>;
