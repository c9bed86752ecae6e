import type { Choices } from '../choices.ts';
import type { EventLog } from '../control/event-log.ts';
import type { DeliveryRecord } from '../control/shapes.ts';
import type { SignedIdentity } from './identity.ts';
import { withoutSecret, type Errand } from './message.ts';
import { createPostMessage, type Outcome } from './post-message.ts';
import type { Retries } from './retries.ts';

/** One try at an errand, counted from 1. `signal` is of the time in which it was begun: a reset ends that time. */
export type Attempt = {
  readonly number: number;
  readonly identity: SignedIdentity;
  readonly signal: AbortSignal;
};

type Options = {
  readonly fetch: typeof globalThis.fetch;
  readonly nowMs: () => number;
  readonly choices: () => Choices;
  readonly createId: () => string;
  readonly sign: (errand: Errand) => Promise<SignedIdentity>;
  readonly log: EventLog;
  readonly retries: Retries;
};

/** Makes attempts, writes down what came of each, and sees to it that one that failed is followed by the next. */
export const createAttempt = ({ nowMs, choices, createId, sign, log, retries, ...rest }: Options) => {
  const post = createPostMessage({ ...rest, choices });

  const toRecord = ({ messageId, message }: Errand, { number, identity }: Attempt) => ({
    deliveryId: createId(),
    messageId,
    irisAppId: message.irisAppId,
    accountId: message.accountId,
    type: message.body.type,
    attempt: number,
    request: {
      method: choices().callbackMethod,
      url: message.url,
      identityClaims: identity.claims,
      body: withoutSecret(message.body),
    },
  });

  const findDelayMs = ({ messageId }: Errand, { number }: Attempt, { delivered }: Outcome) =>
    delivered || !retries.isOpen(messageId) ? undefined : choices().callbackRetryDelaysMs[number - 1];

  const attemptOnce = async (errand: Errand, attempt: Attempt): Promise<DeliveryRecord> => {
    const { messageId } = errand;
    const { identity, signal } = attempt;
    const startedMs = nowMs();
    const outcome = await post(errand, { identity: identity.token, signal });
    const delayMs = findDelayMs(errand, attempt, outcome);
    const record: DeliveryRecord = {
      ...toRecord(errand, attempt),
      ...outcome,
      at: new Date(startedMs).toISOString(),
      durationMs: nowMs() - startedMs,
      retryAt: delayMs === undefined ? null : new Date(nowMs() + delayMs).toISOString(),
    };
    // What a reset cut off belongs to the time before it.
    if (!signal.aborted) log.addDelivery(record);
    if (delayMs === undefined) retries.end(messageId);
    else retries.later(messageId, delayMs, () => tryAgain(errand, attempt));
    return record;
  };

  const tryAgain = (errand: Errand, before: Attempt): void => {
    const identity = choices().retryIdentity === 'same' ? Promise.resolve(before.identity) : sign(errand);
    identity
      .then((signed) => attemptOnce(errand, { ...before, number: before.number + 1, identity: signed }))
      // A key that cannot be made has been told to whoever asked for the first attempt.
      .catch(() => undefined);
  };

  return attemptOnce;
};
