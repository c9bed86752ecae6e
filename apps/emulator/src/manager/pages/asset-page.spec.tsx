import { screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nordhavn } from '../testing/fake-answers.ts';
import { closeManager, keepFramesEmpty, openManager } from '../testing/open-manager.tsx';

beforeEach(keepFramesEmpty);
afterEach(() => {
  vi.restoreAllMocks();
  closeManager();
});

test('the current tab is scrolled into sight, when the page opens and when another tab is opened', async () => {
  const scroll = vi.spyOn(HTMLElement.prototype, 'scrollIntoView');
  const scrolled = () => scroll.mock.contexts.map((element) => (element as HTMLElement).textContent);
  const path = '/assets/asset-1/apps/%40acme%2Fapp/tab';
  const { user } = openManager(`${path}?account=${nordhavn.accountId}`);
  await screen.findByRole('link', { name: 'Acme tab' });
  await waitFor(() => expect(scrolled()).toEqual(['Acme tab']));
  await user.click(screen.getByRole('link', { name: 'Movement' }));
  await waitFor(() => expect(scrolled()).toEqual(['Acme tab', 'Movement']));
  // The nearest edge: what is in sight already stays where it is, and so does the page.
  expect(scroll.mock.calls).toEqual(Array(2).fill([{ block: 'nearest', inline: 'nearest' }]));
});
