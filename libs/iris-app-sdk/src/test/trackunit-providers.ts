import { render, renderHook, type RenderHookResult, type RenderResult } from '@testing-library/react';
import { createElement, type ComponentType, type ReactElement, type ReactNode } from 'react';
import { HostContext } from '../host-context.ts';
import { createHostStore } from '../host-store.ts';
import { createFakeHost, type FakeHost, type FakeHostOverrides } from './fake-host.ts';

/** What a test of an extension needs. */
export interface TrackunitProvidersForTests {
  readonly host: FakeHost;
  /** For a test that renders by other means. */
  readonly wrapper: ComponentType<{ readonly children?: ReactNode }>;
  render(element: ReactElement): RenderResult;
  renderHook<Result>(hook: () => Result): RenderHookResult<Result, unknown>;
}

/**
 * Renders what stands below an extension's `TrackunitProviders` with a host in memory, in their place:
 * `trackunitProviders().render(<Greeting />)`.
 *
 * Stands in for `trackunitProviders()` of `@trackunit/react-core-contexts-test`; its `.apollo([...])` has no
 * counterpart here.
 * @see https://developers.trackunit.com — "Mocking out runtime hooks"
 */
export function trackunitProviders(overrides: FakeHostOverrides = {}): TrackunitProvidersForTests {
  const host = createFakeHost(overrides);
  const store = createHostStore(host.connection);
  const wrapper = (props: { readonly children?: ReactNode }) =>
    createElement(HostContext, { value: store }, props.children);
  return {
    host,
    wrapper,
    render: (element) => render(element, { wrapper }),
    renderHook: (hook) => renderHook(hook, { wrapper }),
  };
}
