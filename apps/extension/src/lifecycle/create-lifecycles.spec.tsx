import { act } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { createLifecycles } from './create-lifecycles.tsx';
import { toCrashText } from './to-crash-text.ts';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

afterEach(() => document.body.replaceChildren());

const createElement = () => {
  const domElement = document.createElement('div');
  document.body.append(domElement);
  return domElement;
};

test('mounting shows the page’s ground, and unmounting takes it away', async () => {
  const { bootstrap, mount, unmount } = createLifecycles(() => <p>page</p>);
  const props = { name: 'fleet-watch', domElement: createElement() };
  await bootstrap(props);
  expect(props.domElement.childElementCount).toBe(0);
  await act(() => mount(props));
  expect(props.domElement.querySelector('.fw-surface')).not.toBeNull();
  await act(() => unmount(props));
  expect(props.domElement.childElementCount).toBe(0);
});

test('mounting twice into one element is mounting once, and unmounting nothing is no fault', async () => {
  const { mount, unmount } = createLifecycles(() => <p>page</p>);
  const props = { name: 'fleet-watch', domElement: createElement() };
  await act(() => mount(props));
  await act(() => mount(props));
  expect(props.domElement.querySelectorAll('.fw-surface')).toHaveLength(1);
  await act(() => unmount(props));
  await unmount(props);
});

test('a crash report holds no token, no secret and no address', () => {
  const error = new Error(
    'GET /x?token=abc123 with Bearer eyJhbGciOiJI.eyJzdWIiOiJ.c2lnbmF0 for jane@example.com clientSecret=s3cr3t',
  );
  const text = toCrashText({ extensionName: 'fleet-watch', error, componentStack: 'at Page', at: 'now' });
  for (const secret of ['abc123', 'eyJ', 'jane', 's3cr3t']) expect(text).not.toContain(secret);
  expect(text).toContain('fleet-watch');
  expect(text).toContain('at Page');
});
