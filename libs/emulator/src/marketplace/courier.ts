import { createNewestMap } from '../bounded/newest-map.ts';
import type { Choices } from '../choices.ts';
import type { EventLog } from '../control/event-log.ts';
import type { DeliveryRecord } from '../control/shapes.ts';
import { createAttempt } from './attempt.ts';
import type { IdentitySigner, SignedIdentity } from './identity.ts';
import { toTarget, type Errand, type Message } from './message.ts';
import { createRetries } from './retries.ts';

type Options = {
  readonly fetch: typeof globalThis.fetch;
  readonly nowMs: () => number;
  readonly choices: () => Choices;
  readonly createId: () => string;
  readonly signIdentity: IdentitySigner;
  readonly log: EventLog;
};

/** More than the log shows, so that whatever it shows can be sent again. */
const sentAtMost = 1_000;

/** Brings messages to apps' `tokenCallback`, tries again as the choices say, and keeps a log without secrets. */
export const createCourier = ({ signIdentity, ...options }: Options) => {
  const { choices, createId } = options;
  const retries = createRetries();
  const sent = createNewestMap<{ readonly errand: Errand; readonly identity: SignedIdentity }>(sentAtMost);
  let underWay = new AbortController();

  const sign = async (errand: Errand): Promise<SignedIdentity> => {
    const { irisAppId, accountId } = errand.message;
    const { signal } = underWay;
    const identity = await signIdentity({ irisAppId, accountId, body: errand.text });
    if (!signal.aborted) sent.set(errand.messageId, { errand, identity });
    return identity;
  };
  const attemptOnce = createAttempt({ ...options, sign, retries });

  const stop = (): void => {
    underWay.abort(new Error('The emulator was reset or closed'));
    retries.endAll();
  };

  return {
    /** Resolves after the first attempt; later ones go on by themselves until a newer message takes their place. */
    deliver: async (message: Message): Promise<DeliveryRecord> => {
      const { signal } = underWay;
      const target = toTarget(message);
      if (choices().supersededRetries === 'cancel') retries.endTarget(target);
      const errand = { messageId: createId(), message, text: JSON.stringify(message.body) };
      retries.begin(errand.messageId, target);
      return attemptOnce(errand, { number: 1, identity: await sign(errand), signal });
    },
    /** An account's retries for an app end, as when it uninstalls the app silently. */
    forget: (irisAppId: string, accountId: string): void =>
      retries.endTarget(toTarget({ irisAppId, accountId })),
    /** The same message once more, with a new identity or the one before; undefined when it is not known. */
    redeliver: async (messageId: string, sameIdentity: boolean): Promise<DeliveryRecord | undefined> => {
      const known = sent.get(messageId);
      if (!known) return undefined;
      const { signal } = underWay;
      retries.begin(messageId, toTarget(known.errand.message));
      const identity = sameIdentity ? known.identity : await sign(known.errand);
      return attemptOnce(known.errand, { number: 1, identity, signal });
    },
    stop,
    reset: (): void => {
      stop();
      underWay = new AbortController();
      sent.clear();
    },
  };
};

/** See `createCourier`. */
export type Courier = ReturnType<typeof createCourier>;
