import type { Browser, Page } from 'playwright-core';
import { listenForComplaints, listSurprises, type Complaints } from '../testing/complaints.ts';
import { noteFirstInput } from './list-shifts.ts';
import { runInFrame, type Screen } from './screen.ts';
import type { Stage } from './start-stage.ts';

/**
 * Opens a screen, lets somebody look at it, and puts the page away.
 *
 * @throws when the browser complained about something that is none of the screen's, or not about what is
 */
export type WithScreen = (screen: Screen, look: (page: Page) => Promise<void>) => Promise<void>;

const scrollTo = (page: Page, heading: string) =>
  runInFrame(
    page,
    `[...document.querySelectorAll('h2')].find(({ textContent }) => textContent === ${JSON.stringify(heading)})
      .closest('section').scrollIntoView({ block: 'start' })`,
  );

const show = async (page: Page, stage: Stage, screen: Screen): Promise<void> => {
  const { path, account = 'alpine', language = 'en', width = 1280, height = 900, colorScheme } = screen;
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme: colorScheme ?? 'light', reducedMotion: 'reduce' });
  await screen.before?.(page, stage);
  const { accountId } = stage.account(account);
  await page.goto(`${stage.system.trackunit.url}${path(stage)}?account=${accountId}&lang=${language}`);
  await screen.act?.(page, stage);
  await screen.shown(page);
  if (screen.scrollTo !== undefined) await scrollTo(page, screen.scrollTo);
};

/**
 * Makes the way to look at screens. Pages are used again, which halves the work of the browser, but for those whose
 * screen brought something about in them beforehand.
 */
export const createScreenOpener = (browser: Browser, stage: Stage): WithScreen => {
  type Opened = { readonly page: Page; readonly heard: Complaints };
  const free: Opened[] = [];
  const openPage = async (): Promise<Opened> => {
    const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Copenhagen' });
    const page = await context.newPage();
    await page.addInitScript(noteFirstInput);
    return { page, heard: listenForComplaints(page) };
  };
  return async (screen, look) => {
    const { page, heard } = free.pop() ?? (await openPage());
    await show(page, stage, screen);
    await look(page);
    const surprises = listSurprises(heard.take(), screen.complaints ?? []);
    if (screen.before === undefined) free.push({ page, heard });
    else await page.context().close();
    if (surprises.length > 0) throw new Error(`${screen.name}: ${surprises.join('\n')}`);
  };
};
