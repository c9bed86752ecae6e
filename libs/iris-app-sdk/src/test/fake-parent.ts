import { vi } from 'vitest';

/** A message of penpal's wire protocol. */
export type WireMessage = Readonly<Record<string, unknown>> & { readonly penpal: string };

/** A window that embeds this one: the test plays Manager by hand, message by message. */
export interface FakeParent {
  /** Every message that the extension sent, in order. */
  readonly sent: readonly { readonly message: WireMessage; readonly targetOrigin: string }[];
  /** Answers a message of the extension, as a penpal 6.2 parent would. */
  onMessage(answer: (message: WireMessage, send: (message: WireMessage) => void) => void): void;
  /** Sends a message to the extension; from another origin or window where the test says so. */
  send(message: WireMessage, from?: { readonly origin?: string; readonly source?: unknown }): void;
}

/** Manager's origin in these tests. */
export const managerOrigin = 'https://manager.example.com';

/** Puts a fake window in the place of `window.parent`; `vi.unstubAllGlobals()` takes it away. */
export function embedInFakeParent(): FakeParent {
  const sent: { message: WireMessage; targetOrigin: string }[] = [];
  let answer: (message: WireMessage, send: (message: WireMessage) => void) => void = () => undefined;
  const parent = {
    closed: false,
    postMessage(message: WireMessage, targetOrigin: string) {
      sent.push({ message, targetOrigin });
      answer(message, (reply) => send(reply));
    },
  };
  const send: FakeParent['send'] = (data, { origin = managerOrigin, source = parent } = {}) => {
    const event = new Event('message');
    Object.assign(event, { data, origin, source });
    window.dispatchEvent(event);
  };
  vi.stubGlobal('parent', parent);
  return {
    sent,
    onMessage(next) {
      answer = next;
    },
    send,
  };
}

/** Plays a whole host: shakes hands and answers each call with what the test gives for its name. */
export function answerAsHost(
  parent: FakeParent,
  replies: Readonly<Record<string, (...args: readonly unknown[]) => unknown>>,
): void {
  parent.onMessage((message, send) => {
    if (message.penpal === 'syn') send({ penpal: 'synAck', methodNames: Object.keys(replies) });
    if (message.penpal !== 'call') return;
    const reply = replies[String(message['methodName'])];
    const returnValue = reply?.(...(message['args'] as readonly unknown[]));
    if (returnValue === silence) return;
    send({ penpal: 'reply', id: message['id'], resolution: 'fulfilled', returnValue });
  });
}

/** What a reply gives when the host is to stay silent. */
export const silence = Symbol('no answer');
