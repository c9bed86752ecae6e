import { HostConnectionError } from '../host-connection-error.ts';
import type { HostConnection, HostEvent } from '../host-connection.ts';
import { parseHostCall, parseHostReply, type HostMethodName, type HostMethods } from '../host-methods.ts';
import { createListeners } from '../listeners.ts';

/** What a test wants the host to answer; the rest keeps its default. */
export type FakeHostOverrides = Partial<HostMethods>;

/** A host in memory: a connection for the extension, and what a test wants to know and to cause. */
export interface FakeHost {
  readonly connection: HostConnection;
  /** Every call in order, with its arguments. */
  readonly calls: readonly { readonly name: HostMethodName; readonly args: readonly unknown[] }[];
  /** Answers differently from now on, and tells the extension that its context changed. */
  change(overrides: FakeHostOverrides): void;
  /** Goes to another route, as the browser's back button does. */
  changeRoute(route: string): void;
}

/**
 * Builds a host that answers as a user of a demo account would see it. Calls and answers pass the same parsers as on
 * the wire, so that a test cannot lean on a form that Manager would not send.
 */
export function createFakeHost(overrides: FakeHostOverrides = {}): FakeHost {
  let methods: HostMethods = { ...createDefaultMethods(), ...overrides };
  const calls: { name: HostMethodName; args: readonly unknown[] }[] = [];
  const listeners = createListeners<HostEvent>();
  let closed = false;
  const connection: HostConnection = {
    async call(name, ...args) {
      if (closed) throw new HostConnectionError('host_connection_closed', 'the extension was unmounted');
      calls.push({ name, args });
      const method = methods[name] as (...given: readonly unknown[]) => Promise<unknown>;
      return parseHostReply(name, await method(...parseHostCall(name, args)));
    },
    subscribe: listeners.subscribe,
    close() {
      closed = true;
      listeners.clear();
    },
  };
  return {
    connection,
    calls,
    change(next) {
      methods = { ...methods, ...next };
      listeners.emit({ type: 'context' });
    },
    changeRoute: (route) => listeners.emit({ type: 'route', route }),
  };
}

function createDefaultMethods(): HostMethods {
  let route = '';
  return {
    getTokenContext: async () => ({ token: 'token-of-a-test', expiresInSeconds: 1_200 }),
    getCurrentUserContext: async () => ({
      clientSideUserId: 'user-of-a-test',
      accountId: '00000000-0000-4000-8000-000000000001',
      accountName: 'Account of a test',
      name: 'Test User',
      email: 'test.user@example.com',
      language: 'en',
      systemOfMeasurement: 'SI',
    }),
    getEnvironmentContext: async () => ({ environment: 'test', colorScheme: 'light' }),
    getAssetInfo: async () => null,
    hasAccessTo: async () => ({ hasAccess: true }),
    gotoAssetHome: async () => undefined,
    gotoExtension: async () => undefined,
    addToast: async () => undefined,
    getRoute: async () => route,
    setRoute: async (next) => {
      route = next;
    },
  };
}
