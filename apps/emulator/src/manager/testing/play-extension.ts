import { vi } from 'vitest';

type Message = Readonly<Record<string, unknown>>;

/** An extension inside a frame, played by hand over penpal's wire messages. */
export interface PlayedExtension {
  /** What Manager posted into the frame, in order. */
  readonly heard: readonly Message[];
  /** Posts a message to Manager; from another origin where a test says so. */
  say(message: Message, origin?: string): void;
  /** Says hello and acknowledges, offering these methods. */
  connect(methodNames?: readonly string[]): void;
  /** Calls a method of Manager whose reply nobody waits for: it may take the frame away. */
  tell(methodName: string, ...args: readonly unknown[]): number;
  /** Calls a method of Manager and waits for its reply. */
  call(methodName: string, ...args: readonly unknown[]): Promise<Message>;
}

const appsOrigin = 'http://apps.example.com';
let lastId = 0;

/** Takes the part of the page inside a frame. */
export function playExtension(frame: HTMLElement): PlayedExtension {
  const source = (frame as HTMLIFrameElement).contentWindow;
  if (!source) throw new Error('The frame has no window yet');
  const heard: Message[] = [];
  vi.spyOn(source, 'postMessage').mockImplementation((message: Message) => void heard.push(message));
  const say: PlayedExtension['say'] = (data, origin = appsOrigin) => {
    window.dispatchEvent(Object.assign(new Event('message'), { data, origin, source }));
  };
  const tell: PlayedExtension['tell'] = (methodName, ...args) => {
    lastId += 1;
    say({ penpal: 'call', id: lastId, methodName, args });
    return lastId;
  };
  return {
    heard,
    say,
    connect(methodNames = []) {
      say({ penpal: 'syn' });
      say({ penpal: 'ack', methodNames });
    },
    tell,
    async call(methodName, ...args) {
      const id = tell(methodName, ...args);
      return vi.waitFor(() => {
        const reply = heard.find((message) => message['penpal'] === 'reply' && message['id'] === id);
        if (!reply) throw new Error(`${methodName}() has no reply yet`);
        return reply;
      });
    },
  };
}
