import type { Choices } from '../choices.ts';
import type { EventLog } from '../control/event-log.ts';
import type { DeliveryRecord } from '../control/shapes.ts';
import type { IdentitySigner, SignedIdentity } from './identity.ts';

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

/** A message on its way. */
type Errand = { readonly messageId: string; readonly message: Message; readonly text: string };

type Outcome = Pick<DeliveryRecord, 'response' | 'error' | 'delivered'>;

const shownAtMost = 2_000;

const toReason = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error
    ? `${error.message}: ${cause.message || String(Reflect.get(cause, 'code'))}`
    : error.message;
};

/** Everything of a body that a log may show. */
const withoutSecret = (body: Message['body']): Message['body'] =>
  'clientSecret' in body ? { ...body, clientSecret: '[secret]' } : body;

const toTarget = ({ irisAppId, accountId }: Message): string => `${accountId}/${irisAppId}`;

/** Brings messages to apps' `tokenCallback`, tries again as the choices say, and keeps a log without secrets. */
export const createCourier = ({ fetch, nowMs, choices, createId, signIdentity, log }: Options) => {
  const retries = new Map<NodeJS.Timeout, string>();
  const sent = new Map<string, { readonly errand: Errand; readonly identity: SignedIdentity }>();
  let underWay = new AbortController();

  const post = async ({ message, text }: Errand, identity: string): Promise<Outcome> => {
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

  const sign = ({ message: { irisAppId, accountId }, text }: Errand): Promise<SignedIdentity> =>
    signIdentity({ irisAppId, accountId, body: text });

  const attemptOnce = async (
    errand: Errand,
    identity: SignedIdentity,
    attempt: number,
  ): Promise<DeliveryRecord> => {
    const { messageId, message } = errand;
    sent.set(messageId, { errand, identity });
    const startedMs = nowMs();
    const outcome = await post(errand, identity.token);
    const delayMs = outcome.delivered ? undefined : choices().callbackRetryDelaysMs[attempt - 1];
    const record: DeliveryRecord = {
      deliveryId: createId(),
      messageId,
      at: new Date(startedMs).toISOString(),
      irisAppId: message.irisAppId,
      accountId: message.accountId,
      type: message.body.type,
      attempt,
      request: {
        method: choices().callbackMethod,
        url: message.url,
        identityClaims: identity.claims,
        body: withoutSecret(message.body),
      },
      ...outcome,
      durationMs: nowMs() - startedMs,
      retryAt: delayMs === undefined ? null : new Date(nowMs() + delayMs).toISOString(),
    };
    log.addDelivery(record);
    if (delayMs !== undefined) tryLater(errand, identity, attempt + 1, delayMs);
    return record;
  };

  const tryLater = (errand: Errand, before: SignedIdentity, attempt: number, delayMs: number): void => {
    if (underWay.signal.aborted) return;
    const timer = setTimeout(() => {
      retries.delete(timer);
      const identity = choices().retryIdentity === 'same' ? Promise.resolve(before) : sign(errand);
      identity
        .then((signed) => attemptOnce(errand, signed, attempt))
        // A key that cannot be made has been told to whoever asked for the first attempt.
        .catch(() => undefined);
    }, delayMs);
    retries.set(timer, toTarget(errand.message));
  };

  const cancelRetries = (target?: string): void => {
    for (const [timer, its] of retries) {
      if (target !== undefined && its !== target) continue;
      clearTimeout(timer);
      retries.delete(timer);
    }
  };

  return {
    /** Resolves after the first attempt; later ones go on by themselves until a newer message takes their place. */
    deliver: async (message: Message): Promise<DeliveryRecord> => {
      if (choices().supersededRetries === 'cancel') cancelRetries(toTarget(message));
      const errand = { messageId: createId(), message, text: JSON.stringify(message.body) };
      return attemptOnce(errand, await sign(errand), 1);
    },
    /** An account's retries for an app end, as when it uninstalls the app silently. */
    forget: (irisAppId: string, accountId: string): void => cancelRetries(`${accountId}/${irisAppId}`),
    /** The same message once more, with a new identity or the one before; undefined when it is not known. */
    redeliver: async (messageId: string, sameIdentity: boolean): Promise<DeliveryRecord | undefined> => {
      const known = sent.get(messageId);
      return known && attemptOnce(known.errand, sameIdentity ? known.identity : await sign(known.errand), 1);
    },
    stop: (): void => {
      underWay.abort(new Error('The emulator was reset or closed'));
      cancelRetries();
    },
    reset: (): void => {
      underWay.abort(new Error('The emulator was reset or closed'));
      underWay = new AbortController();
      cancelRetries();
      sent.clear();
    },
  };
};

/** See `createCourier`. */
export type Courier = ReturnType<typeof createCourier>;
