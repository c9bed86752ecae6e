import { launchBrowser } from '@fleet-watch/testing';
import type { Browser, Frame, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { fleetPath, frameOf } from '../screens/screen.ts';
import { startSystem, type System } from '../testing/start-system.ts';

let system: System;
let browser: Browser;

/** The second demo account has 250 machines: enough to scroll, few enough to arrive at once. */
const account = () => system.accounts[1]!;

beforeAll(async () => {
  [system, browser] = await Promise.all([
    startSystem({ withScreens: true, embeddedTemplate: inject('embeddedTemplateFolder') }),
    launchBrowser(),
  ]);
  await system.install(account());
});

afterAll(async () => {
  await browser.close();
  await system.close();
});

type Size = { readonly width?: number; readonly height?: number; readonly language?: string };

const open = async (
  route: string,
  { width = 1280, height = 900, language = 'en' }: Size = {},
  before?: (page: Page) => Promise<unknown>,
): Promise<{ page: Page; list: FrameLocator }> => {
  const page = await browser.newPage({ viewport: { width, height } });
  await before?.(page);
  const query = `account=${account().accountId}&lang=${language}`;
  await page.goto(`${system.trackunit.url}${fleetPath()}?${query}#${route}`);
  const list = frameOf(page);
  await list.getByRole('rowheader').nth(3).waitFor();
  return { page, list };
};

const findFrame = (page: Page): Frame => {
  const frame = page.frames().find((candidate) => candidate.url().includes('/frame/'));
  if (frame === undefined) throw new Error('the page has no frame of an extension');
  return frame;
};

const scrollToEnd = (page: Page) =>
  findFrame(page).evaluate('window.scrollTo(0, document.documentElement.scrollHeight)');

/** How far the list begins below the upper edge of what is seen. */
const toListTop = (page: Page) =>
  findFrame(page).evaluate<number>('Math.round(document.querySelector("table").getBoundingClientRect().top)');

/** What the focused part of the page says. */
const toFocused = (page: Page) => findFrame(page).evaluate<string>('document.activeElement.textContent');

const everyMachine = '/?state=ALL&sort=name';

test('another order, chosen far down the list, is read from its beginning', async () => {
  const { page, list } = await open(everyMachine);
  await scrollToEnd(page);
  expect(await toListTop(page)).toBeLessThan(-5_000);
  await list.getByRole('columnheader', { name: 'Machine' }).getByRole('button').click();
  await expect.poll(() => toListTop(page)).toBe(0);
  await list.locator('[aria-rowindex="2"]').waitFor();
  expect(await toFocused(page)).toBe('Machine');
  await page.close();
});

test('going back to another filter far down the list shows that from its beginning, too', async () => {
  const { page, list } = await open(everyMachine);
  await list.getByRole('radio', { name: 'Reporting' }).check({ force: true });
  await list.locator('table[aria-busy=false]:not([aria-rowcount="251"])').waitFor();
  await scrollToEnd(page);
  expect(await toListTop(page)).toBeLessThan(-5_000);
  await page.goBack();
  await expect.poll(() => toListTop(page)).toBe(0);
  await page.close();
});

test('who sees the head of the list stays where they are, whatever they choose or type', async () => {
  const { page, list } = await open(everyMachine);
  await findFrame(page).evaluate('window.scrollTo(0, 200)');
  const top = await toListTop(page);
  expect(top).toBeGreaterThan(0);
  await list.getByRole('columnheader', { name: 'Machine' }).getByRole('button').click();
  await list.getByRole('searchbox').pressSequentially('a');
  await list.locator('table[aria-busy=false]:not([aria-rowcount="251"])').waitFor();
  expect(await toListTop(page)).toBe(top);
  await page.close();
});

test('machines are asked for before they come into sight, and are there when they do', async () => {
  const { page } = await open(everyMachine, { height: 600 });
  const frame = findFrame(page);
  const answered = page.waitForResponse((answer) => answer.url().includes('page=1') && answer.ok());
  await frame.evaluate('window.scrollBy(0, 70 * document.querySelector("tbody [role=row]").offsetHeight)');
  const answer = await answered;
  await answer.finished();
  expect(await frame.evaluate('document.querySelector("[aria-rowindex=\\"102\\"]")')).toBeNull();
  const seen = await frame.evaluate<{ rows: number; placeholders: number }>(`(async () => {
    const rows = () => [...document.querySelectorAll('tbody [role=row]')];
    const last = () => Number(rows().at(-1).ariaRowIndex);
    let placeholders = 0;
    while (last() < 140) {
      window.scrollBy(0, 60);
      await new Promise(requestAnimationFrame);
      placeholders += rows().filter((row) => row.ariaBusy === 'true').length;
    }
    return { rows: last(), placeholders };
  })()`);
  expect(seen).toEqual({ rows: expect.toSatisfy((rows: number) => rows >= 140) as number, placeholders: 0 });
  await page.close();
});

/** Whether nothing lies over the middle of something, and that is on the screen. */
const isInSight = (frame: Frame, find: string) =>
  frame.evaluate<boolean>(`(() => {
    const element = ${find};
    const { left, top, width, height } = element.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return hit !== null && element.contains(hit);
  })()`);

test.each([
  [1280, 800],
  [320, 640],
])(
  'at %d pixels, who is far down where machines do not come reads why, and finds their place',
  async (width, height) => {
    const refused = { status: 500, headers: { 'Access-Control-Allow-Origin': '*' }, json: {} };
    const { page, list } = await open(everyMachine, { width, height }, (shown) =>
      shown.route(/assets\?.*page=1/, (route) =>
        route.request().method() === 'GET' ? route.fulfill(refused) : route.continue(),
      ),
    );
    const frame = findFrame(page);
    await frame.evaluate('window.scrollTo(0, 130 * document.querySelector("tbody [role=row]").offsetHeight)');
    await list.getByRole('button', { name: 'Try again' }).waitFor();
    const again = `[...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Try again')`;
    await expect.poll(() => isInSight(frame, again)).toBe(true);
    await frame.evaluate('window.scrollTo(0, 90 * document.querySelector("tbody [role=row]").offsetHeight)');
    await list.getByRole('rowheader').nth(3).waitFor();
    // On the screen, and beneath the head: a browser does not scroll to it by itself.
    const highest = `[...document.querySelectorAll('tbody button')].find((row) => row.getBoundingClientRect().top > 0)`;
    expect(await isInSight(frame, highest)).toBe(false);
    await frame.evaluate(`${highest}.focus()`);
    expect(await isInSight(frame, 'document.activeElement')).toBe(true);
    await page.close();
  },
);

test('from those that went quiet last it is one step to all that are silent, in the same order', async () => {
  const { page, list } = await open('/?state=REPORTING&q=a&columns=state', { height: 600 });
  const latest = await list.getByRole('listitem').first().locator('[title]').first().textContent();
  await list.getByRole('button', { name: /^Show all \d+$/ }).click();
  await expect.poll(() => list.getByRole('rowheader').first().textContent()).toContain(latest);
  expect(await toListTop(page)).toBeLessThan(300);
  expect(await toFocused(page)).toBe('Machines');
  expect(await list.getByRole('columnheader').allTextContents()).toEqual(['Machine', 'State']);
  await page.close();
});

test.each([1600, 1280, 320])(
  'at %d pixels nothing in the toolbar moves when what the fleet can be filtered by comes late',
  async (width) => {
    const facets = Promise.withResolvers<undefined>();
    const { page, list } = await open(everyMachine, { width }, (opened) =>
      opened.route('**/api/v1/fleet/facets', async (route) => {
        await facets.promise;
        await route.continue();
      }),
    );
    const type = list.getByRole('combobox', { name: 'Type' });
    const toBoxes = () =>
      findFrame(page).evaluate<object[]>(
        "[...document.querySelectorAll('select, fieldset, input, h2, table')].map((part) => part.getBoundingClientRect().toJSON())",
      );
    expect(await type.getByRole('option').count()).toBe(1);
    const before = await toBoxes();
    expect(before.length).toBeGreaterThan(10);
    facets.resolve(undefined);
    await type.getByRole('option').nth(2).waitFor({ state: 'attached' });
    expect(await toBoxes()).toEqual(before);
    await page.close();
  },
);

test.each([
  [1280, ['Brand', 'Model']],
  [700, ['Brand', 'Model', 'Serial number', 'Type']],
  [320, ['Brand', 'Model', 'Serial number', 'Type', 'Silent for']],
])('at %d pixels the menu says which columns there is no room for: %j', async (width, columns) => {
  const all = 'brand,model,serialNumber,assetType,state,lastSeenAt,silentSince';
  const { page, list } = await open(`/?state=ALL&columns=${all}`, { width });
  await list.getByRole('button', { name: 'Columns' }).click();
  expect(await list.getByRole('checkbox', { checked: true }).count()).toBe(7);
  for (const column of columns)
    await list.getByRole('checkbox', { name: `${column} no room at this width`, exact: true }).waitFor();
  expect(await list.getByRole('checkbox', { name: /no room/ }).count()).toBe(columns.length);
  const heads = await list.getByRole('columnheader').allInnerTexts();
  expect(heads.filter((head) => columns.includes(head))).toEqual([]);
  await page.close();
});

test('on a small screen a machine’s name has the room that its time leaves', async () => {
  const { page } = await open('/', { width: 320, language: 'da' });
  const widths = await findFrame(page).evaluate<{ row: number; name: number; text: number }[]>(`
    [...document.querySelectorAll('tbody tr')].map((row) => {
      const time = document.createRange();
      time.selectNodeContents(row.querySelector('[data-column=silentSince]'));
      const toWidth = (part) => part.getBoundingClientRect().width;
      return { row: toWidth(row), name: toWidth(row.querySelector('th')), text: toWidth(time) };
    })`);
  expect(widths.length).toBeGreaterThan(5);
  for (const { row, name, text } of widths) expect(row - name - text).toBeLessThan(45);
  await page.close();
});

test.each(['da', 'de'])(
  'on a small screen nothing of the page in %s lies beyond its edge',
  async (language) => {
    const { page } = await open('/', { width: 320, language });
    const beyond = await findFrame(page).evaluate<string[]>(`
    [...document.querySelectorAll('main button, main h1, main h2, main svg, main span')]
      .filter((part) => part.getBoundingClientRect().right > innerWidth)
      .map(({ textContent }) => textContent)`);
    expect(beyond).toEqual([]);
    const cards = await findFrame(page).evaluate<number[]>(`
    [...document.querySelectorAll('section')].map((card) => card.scrollWidth - card.clientWidth)`);
    expect(cards).toEqual(cards.map(() => 0));
    await page.close();
  },
);

test('on whatever day of the chart one stands, its numbers do not cover its dot', async () => {
  const { page, list } = await open('/');
  await list.getByRole('slider').focus();
  await page.keyboard.press('End');
  const halves = new Set<boolean>();
  for (let week = 0; week < 13; week += 1) {
    const [dot, bubble] = await findFrame(page).evaluate<{ top: number; bottom: number }[]>(
      "[...document.querySelector('[role=slider]').lastElementChild.children].map((part) => part.getBoundingClientRect().toJSON())",
    );
    if (dot === undefined || bubble === undefined) throw new Error('no day is marked');
    expect(bubble.bottom < dot.top || bubble.top > dot.bottom).toBe(true);
    halves.add(bubble.top > dot.bottom);
    await page.keyboard.press('PageDown');
  }
  expect(halves.size).toBe(2);
  await page.close();
});
