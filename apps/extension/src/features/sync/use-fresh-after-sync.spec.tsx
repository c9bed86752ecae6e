import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, test } from 'vitest';
import { useFreshAfterSync } from './use-fresh-after-sync.ts';

afterEach(cleanup);

const keys = ['fleet', 'syncs', 'webhook', 'settings'];

/** Which answers are taken to be old after the account has told these ends of its last sync, one after the other. */
const toOld = (ends: readonly (string | null | undefined)[]): string[] => {
  const client = new QueryClient();
  for (const key of keys) client.setQueryData([key], 'known');
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const { rerender } = renderHook(useFreshAfterSync, { wrapper, initialProps: ends[0] });
  for (const end of ends) rerender(end);
  return keys.filter((key) => client.getQueryState([key])?.isInvalidated);
};

test('after a sync the numbers, the list of syncs and the state of the webhook are old', () => {
  expect(toOld([null, '2026-11-22T05:00:40Z'])).toEqual(['fleet', 'syncs', 'webhook']);
});

test('an end that is known from the start makes nothing old', () => {
  expect(toOld([undefined, '2026-11-22T05:00:40Z', '2026-11-22T05:00:40Z'])).toEqual([]);
});
