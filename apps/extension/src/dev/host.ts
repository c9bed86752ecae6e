import {
  hostMethodNames,
  parseHostCall,
  type HostMethodName,
  type HostMethods,
} from '@trackunit/iris-app-sdk';

/**
 * A host for looking at screens: speaks penpal 6.2's wire protocol to one frame. The address says what it answers.
 *
 * @see https://github.com/Aaronius/penpal/tree/v6.2.2
 */
const choices = new URLSearchParams(location.search);

const createMethods = (): HostMethods => ({
  getTokenContext: async () => ({ token: choices.get('scenario') ?? 'usual', expiresInSeconds: 1_200 }),
  getCurrentUserContext: async () => ({ clientSideUserId: 'someone', language: choices.get('lang') ?? 'en' }),
  getEnvironmentContext: async () => ({
    environment: 'local',
    colorScheme: choices.get('scheme') === 'dark' ? 'dark' : 'light',
  }),
  getAssetInfo: async () => ({ assetId: choices.get('asset') ?? '00000000-0000-4000-8000-000000000003' }),
  hasAccessTo: async () => ({ hasAccess: true }),
  gotoAssetHome: async (assetId) => show(`Manager would open asset ${assetId}`),
  gotoExtension: async (extensionId) => show(`Manager would open ${extensionId}`),
  addToast: async ({ title, description = '' }) => show(`${title} ${description}`),
  getRoute: async () => choices.get('route') ?? '/',
  setRoute: async (route) => {
    choices.set('route', route);
    history.replaceState(null, '', `?${choices.toString()}`);
  },
});

const show = (text: string): void => {
  document.title = text;
};

type Call = Readonly<{ penpal: string; id: number; methodName: string; args: readonly unknown[] }>;

const isHostMethod = (name: string): name is HostMethodName =>
  hostMethodNames.some((known) => known === name);

const answerCall = async (methods: HostMethods, { id, methodName, args }: Call) => {
  try {
    if (!isHostMethod(methodName)) throw new Error(`no ${methodName}`);
    const method = methods[methodName] as (...given: readonly unknown[]) => Promise<unknown>;
    const returnValue = await method(...parseHostCall(methodName, args));
    return { penpal: 'reply', id, resolution: 'fulfilled', returnValue };
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    const returnValue = { name, message, stack };
    return { penpal: 'reply', id, resolution: 'rejected', returnValue, returnValueIsError: true };
  }
};

const serve = (frame: HTMLIFrameElement): void => {
  const methods = createMethods();
  addEventListener('message', ({ source, data }: MessageEvent<Call | undefined>) => {
    if (source !== frame.contentWindow || data === undefined) return;
    const post = (message: unknown) => frame.contentWindow?.postMessage(message, location.origin);
    if (data.penpal === 'syn') post({ penpal: 'synAck', methodNames: hostMethodNames });
    if (data.penpal === 'call') void answerCall(methods, data).then(post);
  });
};

const frame = document.createElement('iframe');
frame.src = `frame.html?extension=${choices.get('extension') ?? 'fleet-watch'}`;
frame.title = 'Extension';
// As strict as the local Manager: what a form submits is dropped here, too.
frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-downloads allow-popups');
serve(frame);
document.body.append(frame);
