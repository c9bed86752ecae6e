import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import {
  TrackunitProviders,
  useAssetRuntime,
  useCurrentUser,
  useCurrentUserLanguage,
  useCurrentUserSystemOfMeasurement,
  useEnvironment,
  useExtensionRoute,
  useHasAccessTo,
  useNavigateInHost,
  useToast,
  useToken,
} from '../index.ts';
import { routeRestMs } from '../route-teller.ts';
import { answerAsHost, embedInFakeParent } from '../test/fake-parent.ts';
import { trackunitProviders } from '../test/index.ts';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test('the token arrives as state and on request', async () => {
  const { result } = trackunitProviders().renderHook(useToken);
  expect(result.current.token).toBeUndefined();
  await waitFor(() => expect(result.current.token).toBe('token-of-a-test'));
  await expect(result.current.getToken()).resolves.toBe('token-of-a-test');
});

test('getToken keeps its identity, so that it can stand in a list of dependencies', async () => {
  const { result, rerender } = trackunitProviders().renderHook(useToken);
  const before = result.current.getToken;
  await waitFor(() => expect(result.current.token).toBeDefined());
  rerender();
  expect(result.current.getToken).toBe(before);
});

test('a host without tokens leaves the state empty and fails the request', async () => {
  const refuse = async () => {
    throw new Error('not signed in');
  };
  const { result } = trackunitProviders({ getTokenContext: refuse }).renderHook(useToken);
  await expect(result.current.getToken()).rejects.toThrow('not signed in');
  expect(result.current.token).toBeUndefined();
});

test('the user is empty first and then known, and asked for once by many hooks', async () => {
  const providers = trackunitProviders();
  const { result } = providers.renderHook(
    () => [useCurrentUser(), useCurrentUserSystemOfMeasurement()] as const,
  );
  expect(result.current[0].clientSideUserId).toBeUndefined();
  await waitFor(() => expect(result.current[0].clientSideUserId).toBe('user-of-a-test'));
  expect(result.current[1].systemOfMeasurement).toBe('SI');
  expect(providers.host.calls.filter(({ name }) => name === 'getCurrentUserContext')).toHaveLength(1);
});

test('a host that was away is asked again by the next hook', async () => {
  let away = true;
  const providers = trackunitProviders({
    async getCurrentUserContext() {
      if (away) throw new Error('away');
      return { clientSideUserId: 'user-of-a-test' };
    },
  });
  const first = providers.renderHook(useCurrentUser);
  await waitFor(() => expect(providers.host.calls).toHaveLength(1));
  await act(async () => undefined);
  away = false;
  providers.renderHook(useCurrentUser);
  await waitFor(() => expect(first.result.current.clientSideUserId).toBe('user-of-a-test'));
});

test('a change of language reaches a mounted extension', async () => {
  const providers = trackunitProviders();
  const { result } = providers.renderHook(useCurrentUserLanguage);
  await waitFor(() => expect(providers.host.calls).toHaveLength(1));
  act(() =>
    providers.host.change({
      getCurrentUserContext: async () => ({ clientSideUserId: 'user-of-a-test', language: 'da' }),
    }),
  );
  await waitFor(() => expect(result.current.language).toBe('da'));
});

test('the language of the frame’s address holds until the host answers', () => {
  window.history.replaceState(null, '', '/?lang=de');
  const never = () => new Promise<never>(() => undefined);
  const { result } = trackunitProviders({ getCurrentUserContext: never }).renderHook(useCurrentUserLanguage);
  expect(result.current.language).toBe('de');
  window.history.replaceState(null, '', '/');
});

test('the environment says light or dark', async () => {
  const { result } = trackunitProviders({
    getEnvironmentContext: async () => ({ environment: 'local', colorScheme: 'dark' }),
  }).renderHook(useEnvironment);
  await waitFor(() => expect(result.current.colorScheme).toBe('dark'));
});

test('outside an asset’s page there is no asset', async () => {
  const providers = trackunitProviders();
  const { result } = providers.renderHook(useAssetRuntime);
  expect(result.current).toEqual({ assetInfo: undefined, isKnown: false, error: undefined });
  await waitFor(() => expect(result.current.isKnown).toBe(true));
  expect(result.current).toEqual({ assetInfo: undefined, isKnown: true, error: undefined });
  expect(providers.host.calls).toHaveLength(1);
});

test('a host that cannot say which asset it is is told apart from one that has not answered yet', async () => {
  const refusal = new Error('no idea');
  const { host, renderHook } = trackunitProviders({ getAssetInfo: () => Promise.reject(refusal) });
  const { result } = renderHook(useAssetRuntime);
  await waitFor(() => expect(result.current.error).toBe(refusal));
  expect(result.current.isKnown).toBe(false);
  act(() => host.change({ getAssetInfo: async () => ({ assetId: 'a-1' }) }));
  await waitFor(() => expect(result.current.assetInfo).toEqual({ assetId: 'a-1' }));
  expect(result.current).toMatchObject({ isKnown: true, error: undefined });
});

test('on an asset’s page the asset is known', async () => {
  const { result } = trackunitProviders({ getAssetInfo: async () => ({ assetId: 'a-1' }) }).renderHook(
    useAssetRuntime,
  );
  await waitFor(() => expect(result.current.assetInfo).toEqual({ assetId: 'a-1' }));
});

test('a host that cannot say who has access denies it', async () => {
  const { result } = trackunitProviders({
    hasAccessTo: async () => Promise.reject(new Error('no idea')),
  }).renderHook(() => useHasAccessTo({ assetId: 'a-1', page: 'events' }));
  await waitFor(() => expect(result.current.hasAccess).toBe(false));
});

test('the host says who has access', async () => {
  const providers = trackunitProviders();
  const { result } = providers.renderHook(() => useHasAccessTo({ assetId: 'a-1', page: 'events' }));
  await waitFor(() => expect(result.current.hasAccess).toBe(true));
  expect(providers.host.calls).toEqual([{ name: 'hasAccessTo', args: [{ assetId: 'a-1', page: 'events' }] }]);
});

test('navigation goes to the host with its arguments', async () => {
  const { host, renderHook } = trackunitProviders();
  const { result } = renderHook(useNavigateInHost);
  await result.current.gotoAssetHome('a-1', { page: 'movement' });
  await result.current.gotoExtension('fleet', { route: '/?q=crane' });
  expect(host.calls).toEqual([
    { name: 'gotoAssetHome', args: ['a-1', { page: 'movement' }] },
    { name: 'gotoExtension', args: ['fleet', { route: '/?q=crane' }] },
  ]);
});

test('a toast that the host refuses breaks nothing', async () => {
  const { result } = trackunitProviders({
    addToast: async () => Promise.reject(new Error('no room')),
  }).renderHook(useToast);
  await expect(result.current.addToast({ title: 'Saved' })).resolves.toBeUndefined();
});

test('a route is taken at once and told to the host', async () => {
  const providers = trackunitProviders({ getRoute: async () => '/?page=2' });
  const { result } = providers.renderHook(useExtensionRoute);
  expect(result.current.route).toBeUndefined();
  await waitFor(() => expect(result.current.route).toBe('/?page=2'));
  act(() => result.current.setRoute('/?page=3'));
  expect(result.current.route).toBe('/?page=3');
  expect(providers.host.calls.at(-1)).toEqual({ name: 'setRoute', args: ['/?page=3', undefined] });
});

test('a route that replaces another one is taken at once and told to the host when it rests', async () => {
  const providers = trackunitProviders();
  const { result } = providers.renderHook(useExtensionRoute);
  await waitFor(() => expect(result.current.route).toBe(''));
  act(() => result.current.setRoute('/?q=c', { replace: true }));
  act(() => result.current.setRoute('/?q=cr', { replace: true }));
  expect(result.current.route).toBe('/?q=cr');
  const told = () => providers.host.calls.filter(({ name }) => name === 'setRoute').map(({ args }) => args);
  await waitFor(() => expect(told()).toEqual([['/?q=cr', { replace: true }]]));
});

test('a route that rests while the person goes back is not told any more', async () => {
  const providers = trackunitProviders();
  const { result } = providers.renderHook(useExtensionRoute);
  await waitFor(() => expect(result.current.route).toBe(''));
  act(() => result.current.setRoute('/?q=c', { replace: true }));
  act(() => providers.host.changeRoute('/?page=1'));
  await new Promise((resolve) => setTimeout(resolve, routeRestMs + 50));
  expect(providers.host.calls.map(({ name }) => name)).not.toContain('setRoute');
  expect(result.current.route).toBe('/?page=1');
});

test('going back in Manager changes the route', async () => {
  const providers = trackunitProviders();
  const { result } = providers.renderHook(useExtensionRoute);
  await waitFor(() => expect(result.current.route).toBe(''));
  act(() => providers.host.changeRoute('/?page=1'));
  expect(result.current.route).toBe('/?page=1');
});

test('a host without routes leaves the extension its own', async () => {
  const refuse = async () => Promise.reject(new Error('no such thing'));
  const { result } = trackunitProviders({ getRoute: refuse, setRoute: refuse }).renderHook(useExtensionRoute);
  await waitFor(() => expect(result.current.route).toBe(''));
  act(() => result.current.setRoute('/?page=3'));
  expect(result.current.route).toBe('/?page=3');
});

test('hooks outside the providers say what is missing', () => {
  const silent = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const Alone = () => <p>{useToken().token}</p>;
  expect(() => render(<Alone />)).toThrow('inside <TrackunitProviders> only');
  silent.mockRestore();
});

test('TrackunitProviders connects over the wire, also where React runs effects twice', async () => {
  const parent = embedInFakeParent();
  answerAsHost(parent, { getAssetInfo: () => ({ assetId: 'a-7' }) });
  const Tab = () => <p>{useAssetRuntime().assetInfo?.assetId ?? 'waiting'}</p>;
  render(
    <StrictMode>
      <TrackunitProviders>
        <Tab />
      </TrackunitProviders>
    </StrictMode>,
  );
  await expect(screen.findByText('a-7')).resolves.toBeDefined();
});

test('an answer that comes after a newer one does not take its place', async () => {
  let answerLate = (_asset: { assetId: string }): void => {};
  const { host, renderHook } = trackunitProviders({
    getAssetInfo: () => new Promise((resolve) => (answerLate = resolve)),
  });
  const { result } = renderHook(useAssetRuntime);
  act(() => host.change({ getAssetInfo: async () => ({ assetId: 'a-2' }) }));
  await waitFor(() => expect(result.current.assetInfo).toEqual({ assetId: 'a-2' }));
  await act(async () => answerLate({ assetId: 'a-1' }));
  expect(result.current.assetInfo).toEqual({ assetId: 'a-2' });
});

test('what the host said stays known when it cannot say it again', async () => {
  const providers = trackunitProviders({ getAssetInfo: async () => ({ assetId: 'a-1' }) });
  const { result } = providers.renderHook(useAssetRuntime);
  await waitFor(() => expect(result.current.isKnown).toBe(true));
  await act(async () => providers.host.change({ getAssetInfo: () => Promise.reject(new Error('no idea')) }));
  expect(result.current).toEqual({ assetInfo: { assetId: 'a-1' }, isKnown: true, error: undefined });
});
