import type { HostMethodName } from '@trackunit/iris-app-sdk';

/** One call of an extension to Manager. Tokens are never in it. */
export interface HostCall {
  readonly callId: number;
  readonly at: string;
  readonly extensionId: string;
  readonly name: HostMethodName | 'onContextChanged' | 'onRouteChanged' | 'connected';
  readonly direction: 'to-manager' | 'to-extension';
  readonly args: readonly unknown[];
  readonly outcome: 'fulfilled' | 'rejected';
  readonly reply: unknown;
  readonly durationMs: number;
}

/** Keeps the last calls for the developer drawer. */
export interface HostLog {
  get(): readonly HostCall[];
  subscribe(listener: () => void): () => void;
  add(call: Omit<HostCall, 'callId'>): void;
  clear(): void;
}

const keptCalls = 300;

/** Newest first, in memory only. */
export function createHostLog(): HostLog {
  let calls: readonly HostCall[] = [];
  let lastId = 0;
  const listeners = new Set<() => void>();
  const set = (next: readonly HostCall[]) => {
    calls = next;
    for (const listener of [...listeners]) listener();
  };
  return {
    get: () => calls,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add(call) {
      lastId += 1;
      set([{ callId: lastId, ...call }, ...calls].slice(0, keptCalls));
    },
    clear: () => set([]),
  };
}
