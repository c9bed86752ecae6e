import { trackunitProviders, type FakeHostOverrides } from '@trackunit/iris-app-sdk/test';
import { configure } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import type { ComponentType } from 'react';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { ExtensionFrame } from '../lifecycle/extension-root.tsx';
import { createFixtureBackend, type FixtureBackend } from './fixture-backend.ts';
import type { Scenario } from './scenarios.ts';

type RenderOptions = Readonly<{
  scenario?: Scenario;
  backend?: FixtureBackend;
  host?: FakeHostOverrides;
}>;

/** The page of a test has another origin than the backend, as in Manager. */
const crossOrigin = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, POST, PUT',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, Accept',
  'Access-Control-Expose-Headers': 'Retry-After, X-Request-Id',
};

/**
 * Sets a test file up: the network is closed but for a backend in memory, and whatever is written to the console
 * fails the test.
 *
 * @returns a function that renders an extension's page with a host and a backend in memory
 */
export const setUpExtensionTests = () => {
  let backend: FixtureBackend = createFixtureBackend();
  const server = setupServer(
    http.all('http://localhost:4300/api/v1/*', async ({ request }) => {
      if (request.method === 'OPTIONS') return new HttpResponse(null, { status: 204, headers: crossOrigin });
      const answer = await backend.answer(request);
      if (answer.type === 'error') return HttpResponse.error();
      const headers = { ...Object.fromEntries(answer.headers), ...crossOrigin };
      return new HttpResponse(answer.body, { status: answer.status, headers });
    }),
  );
  const consoles = ['error', 'warn'] as const;
  let spies: readonly { readonly mock: { readonly calls: readonly unknown[] } }[] = [];
  // The first page of a test file is slow to draw on a busy machine.
  configure({ asyncUtilTimeout: 4_000 });

  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
  beforeEach(() => {
    spies = consoles.map((name) => vi.spyOn(console, name));
  });
  afterEach(() => {
    const calls = spies.flatMap(({ mock }) => mock.calls);
    vi.restoreAllMocks();
    expect(calls).toEqual([]);
  });
  afterAll(() => server.close());

  return (Page: ComponentType, { scenario, host, ...rest }: RenderOptions = {}) => {
    backend = rest.backend ?? createFixtureBackend(scenario === undefined ? {} : { scenario });
    const providers = trackunitProviders(host);
    const view = providers.render(<ExtensionFrame name="extension-of-a-test" Page={Page} />);
    return { ...view, host: providers.host, backend };
  };
};
