import { createTrackunit } from '../create-trackunit.ts';
import type { TrackunitOptions } from '../trackunit-options.ts';
import { demoAccounts } from '../fleet/demo-accounts.ts';
import { createSigningKeys, type SigningKeys } from '../keys/key-ring.ts';
import { createCallbackRecorder } from './callback-recorder.ts';

/** An answer, read. */
export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // Tests read answers of every shape, and fail where a member is missing.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
};

const read = async (response: Response): Promise<Answer> => {
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson && text !== '' ? JSON.parse(text) : undefined,
  };
};

/** The app of this library's own tests. */
export const irisAppId = '@acme/app';

/** Its manifest, without the callback. */
export const manifest = {
  moduleFederationName: irisAppId,
  version: '1.0.0',
  marketplace: { name: 'Acme', description: 'An app for tests' },
  scopes: [
    { scope: 'asset.view', optional: false },
    { scope: 'account.asset.manage', optional: true },
  ],
  customFieldDefinitions: [{ key: 'acmeNote', type: 'STRING', entityType: 'ASSET', scopeType: 'ACCOUNT' }],
  extensions: [{ id: 'acme-fleet', type: 'FLEET_EXTENSION', menuItem: { name: 'Acme', icon: 'ChartBar' } }],
  cspHeader: { 'connect-src': ['https://acme.example'] },
};

/** Made once in a test file. */
const keys = { made: undefined as Promise<SigningKeys> | undefined };

/** Requests to an emulator: JSON with the same headers each time, and forms. */
const createCalls = (url: string) => ({
  callWith: (headers: Record<string, string>) => async (method: string, path: string, body?: unknown) =>
    read(
      await fetch(`${url}${path}`, {
        method,
        headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    ),
  post: async (path: string, form: Readonly<Record<string, string>>, headers: Record<string, string> = {}) =>
    read(await fetch(`${url}${path}`, { method: 'POST', headers, body: new URLSearchParams(form) })),
});

/** An emulator with one app, a backend that records, and the calls that tests make. For this library's own tests. */
export const startApp = async (options: TrackunitOptions = {}) => {
  const backend = await createCallbackRecorder();
  const ownManifest = { ...manifest, tokenCallback: { url: backend.url } };
  const trackunit = await createTrackunit({
    apps: [{ manifest: ownManifest }],
    keys: await (keys.made ??= createSigningKeys()),
    ...options,
  });

  const { callWith, post } = createCalls(trackunit.url);
  const call = callWith({});

  /** The credential that the newest message of an account carried. */
  const credentialOf = (accountId: string) => {
    const message = backend.received.findLast(({ body }) => body.accountId === accountId);
    if (!message) throw new Error(`The backend was told nothing of ${accountId}`);
    return { client_id: message.body.clientId ?? '', client_secret: message.body.clientSecret ?? '' };
  };

  const install = (accountId: string = demoAccounts.nordhavn, denyScopes: readonly string[] = []) =>
    trackunit.install({ irisAppId, accountId, denyScopes });

  const requestToken = (accountId: string, scope: string) =>
    post('/apptoken', { grant_type: 'client_credentials', ...credentialOf(accountId), scope });

  /** Installs where that is still to be done, and gets a token. */
  const getToken = async (
    accountId: string = demoAccounts.nordhavn,
    scope = 'asset.view account.asset.manage',
  ): Promise<string> => {
    if (!backend.received.some(({ body }) => body.accountId === accountId)) await install(accountId);
    return (await requestToken(accountId, scope)).body.access_token as string;
  };

  const withToken = (token: string) => callWith({ Authorization: `Bearer ${token}` });

  const close = async (): Promise<void> => {
    await trackunit.close();
    await backend.close();
  };
  return {
    trackunit,
    backend,
    call,
    post,
    control: (method: string, path: string, body?: unknown) => call(method, `/_emulator${path}`, body),
    install,
    credentialOf,
    requestToken,
    getToken,
    withToken,
    close,
    [Symbol.asyncDispose]: close,
  };
};
