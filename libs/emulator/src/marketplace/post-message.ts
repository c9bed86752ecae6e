import type { Choices } from '../choices.ts';
import type { DeliveryRecord } from '../control/shapes.ts';
import type { Errand } from './message.ts';

/** How one attempt ended. */
export type Outcome = Pick<DeliveryRecord, 'response' | 'error' | 'delivered'>;

const shownAtMost = 2_000;

const toReason = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error
    ? `${error.message}: ${cause.message || String(Reflect.get(cause, 'code'))}`
    : error.message;
};

type Options = { readonly fetch: typeof globalThis.fetch; readonly choices: () => Choices };

type Attempt = { readonly identity: string; readonly signal: AbortSignal };

/** Brings a message to an app's `tokenCallback` once; what goes wrong is an outcome, too. */
export const createPostMessage =
  ({ fetch, choices }: Options) =>
  async ({ message, text }: Errand, { identity, signal }: Attempt): Promise<Outcome> => {
    try {
      const answer = await fetch(message.url, {
        method: choices().callbackMethod,
        headers: { 'Content-Type': 'application/json', 'Trackunit-Identity': identity },
        body: text,
        redirect: 'manual',
        signal: AbortSignal.any([AbortSignal.timeout(choices().callbackTimeoutMs), signal]),
      });
      const body = (await answer.text()).slice(0, shownAtMost);
      return { response: { status: answer.status, body }, error: null, delivered: answer.ok };
    } catch (error) {
      return { response: null, error: toReason(error), delivered: false };
    }
  };
