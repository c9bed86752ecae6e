import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nordhavn } from '../testing/fake-answers.ts';
import { closeManager, keepFramesEmpty, openManager } from '../testing/open-manager.tsx';

beforeEach(keepFramesEmpty);
afterEach(closeManager);

const asNordhavn = `account=${nordhavn.accountId}`;

const findHeading = (name: string) => screen.findByRole('heading', { level: 1, name });

async function expectFocusOn(heading: HTMLElement) {
  await waitFor(() => expect(document.activeElement).toBe(heading));
}

/** Opens the menu in which language and account are chosen. */
async function openAccountMenu({ user }: ReturnType<typeof openManager>) {
  await user.click(screen.getByRole('button', { name: /Account, user and view/ }));
}

test('choosing a language changes the page’s title and leaves the focus where it was chosen', async () => {
  const page = openManager(`/library?${asNordhavn}`);
  await findHeading('App Library');
  await openAccountMenu(page);
  const language = screen.getByRole('combobox', { name: 'Language' });
  await page.user.selectOptions(language, 'Deutsch');
  await waitFor(() => expect(document.title).toBe('App-Bibliothek – Manager'));
  expect(document.activeElement).toBe(language);
});

test('choosing an account loads the page anew and leaves the focus where it was chosen', async () => {
  const page = openManager(`/assets/asset-1?${asNordhavn}`);
  const before = await findHeading('Crane 1');
  await openAccountMenu(page);
  const account = screen.getByRole('combobox', { name: 'Account' });
  await page.user.selectOptions(account, 'Alpine Access');
  expect(await findHeading('Crane 1')).not.toBe(before);
  expect(document.activeElement).toBe(account);
});

test('another page has the focus on its heading', async () => {
  const { user } = openManager(`/?${asNordhavn}`);
  const menu = await screen.findByRole('navigation', { name: 'Main menu' });
  expect(document.activeElement).toBe(document.body);
  await user.click(within(menu).getByRole('link', { name: 'Fleet' }));
  await expectFocusOn(await findHeading('Fleet'));
  await user.click(await screen.findByRole('link', { name: 'Crane 1' }));
  await expectFocusOn(await findHeading('Crane 1'));
  window.history.back();
  await expectFocusOn(await findHeading('Fleet'));
});

test('two pages of one title are two pages', async () => {
  const { user } = openManager(`/nowhere?${asNordhavn}`);
  await screen.findByText('Manager has no page at /nowhere.');
  await user.tab();
  window.history.pushState(null, '', '/elsewhere');
  window.dispatchEvent(new PopStateEvent('popstate'));
  await screen.findByText('Manager has no page at /elsewhere.');
  await expectFocusOn(screen.getByRole('heading', { level: 1 }));
});

test('the focus stays on an asset’s tab, whose page has the heading of the tab before', async () => {
  const { user } = openManager(`/assets/asset-1?${asNordhavn}`);
  const tab = await screen.findByRole('link', { name: 'Movement' });
  await user.click(tab);
  await waitFor(() => expect(tab.getAttribute('aria-current')).toBe('page'));
  expect(document.activeElement).toBe(tab);
});
