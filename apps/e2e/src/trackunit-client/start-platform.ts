import {
  createTrackunit,
  type ApiCallRecord,
  type TokenRecord,
  type TrackunitOptions,
} from '@fleet-watch/emulator';
import { fleetWatchScopes } from '@fleet-watch/scopes';
import {
  createTokenProvider,
  createTrackunitClient,
  Secret,
  type Credential,
  type TokenProviderOptions,
  type TrackunitClientOptions,
} from '@fleet-watch/trackunit-client';

const irisAppId = '@fleet-watch/conformance';

const manifest = {
  moduleFederationName: irisAppId,
  scopes: [
    ...fleetWatchScopes.required.map((scope) => ({ scope, optional: false })),
    ...fleetWatchScopes.optional.map((scope) => ({ scope, optional: true })),
  ],
  tokenCallback: { url: 'http://app.invalid/appinstall' },
  customFieldDefinitions: [{ type: 'STRING', entityType: 'ASSET', key: 'fleetWatchSilentSince' }],
};

type InstallMessage = { accountId: string; clientId: string; clientSecret: string };

/** Time that passes as fast as somebody sleeps, here and on the platform. */
const createFastTime = (advance: (ms: number) => void) => {
  let aheadMs = 0;
  const pass = (ms: number): void => {
    aheadMs += ms;
    advance(ms);
  };
  return {
    clock: { now: () => Date.now() + aheadMs },
    pass,
    sleep: (ms: number, signal?: AbortSignal): Promise<void> => {
      signal?.throwIfAborted();
      pass(ms);
      return Promise.resolve();
    },
  };
};

/**
 * A local Trackunit with one app, and our own client for it over HTTP. Install messages arrive in `credentials`, as
 * in an app's vault; time is made to pass by sleeping.
 */
export const startPlatform = async (options: TrackunitOptions = {}) => {
  const credentials = new Map<string, Credential>();
  let generation = 0;
  const takeMessage: typeof globalThis.fetch = async (_url, init) => {
    const { accountId, clientId, clientSecret } = JSON.parse(String(init?.body)) as InstallMessage;
    generation += 1;
    credentials.set(accountId, {
      kind: 'APP_INSTALL',
      generation: String(generation),
      clientId,
      clientSecret: new Secret(clientSecret),
    });
    return Promise.resolve(new Response(null, { status: 204 }));
  };
  const trackunit = await createTrackunit({ apps: [{ manifest }], fetch: takeMessage, ...options });
  const { clock, sleep, pass } = createFastTime(trackunit.advance);
  const { TRACKUNIT_AUTH_URL: authUrl, TRACKUNIT_API_URL: apiUrl } = trackunit.env;
  const ask = async <Body>(path: string, body?: object): Promise<Body> => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    const answer = await fetch(`${trackunit.url}/_emulator/${path}`, body === undefined ? {} : init);
    return (await answer.json()) as Body;
  };

  const createTokens = (more: Partial<TokenProviderOptions> = {}) =>
    createTokenProvider({
      authUrl,
      irisAppId,
      declaredScopes: [...fleetWatchScopes.required, ...fleetWatchScopes.optional],
      credentials: { findCredential: (accountId) => Promise.resolve(credentials.get(accountId)) },
      clock,
      sleep,
      ...more,
    });
  return {
    trackunit,
    credentials,
    irisAppId,
    pass,
    ask,
    install: (accountId: string, denyScopes: string[] = []) =>
      trackunit.install({ irisAppId, accountId, denyScopes }),
    createTokens,
    createClient: (more: Partial<TrackunitClientOptions> = {}) =>
      createTrackunitClient({ apiUrl, tokens: createTokens(), clock, sleep, ...more }),
    /** Tokens that were issued, the first one first. */
    tokens: async () => (await ask<TokenRecord[]>('tokens')).toReversed(),
    /** Calls of a route that were answered, the first one first. */
    calls: async (route: string) =>
      (await ask<ApiCallRecord[]>('calls')).filter((call) => call.route === route).toReversed(),
    [Symbol.asyncDispose]: () => trackunit.close(),
  };
};
