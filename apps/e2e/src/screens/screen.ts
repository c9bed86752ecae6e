import type { FrameLocator, Page } from 'playwright-core';
import { irisAppId } from '../testing/start-system.ts';
import type { ScreenAccount } from './screen-accounts.ts';
import type { Stage } from './start-stage.ts';

/** A screen in one state, as a person meets it. */
export type Screen = {
  /** Name of the picture, and of the test. */
  readonly name: string;
  readonly path: (stage: Stage) => string;
  /** Who looks; by default `alpine`, which has 250 machines. */
  readonly account?: ScreenAccount;
  readonly language?: 'en' | 'da' | 'de';
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  /** Brings the state about, before the page is opened. */
  readonly before?: (page: Page, stage: Stage) => Promise<unknown>;
  /** What the person does then. */
  readonly act?: (page: Page, stage: Stage) => Promise<unknown>;
  /** Resolves when the screen shows what it is to show. */
  readonly shown: (page: Page) => Promise<unknown>;
  /** Why something may move while it comes in, where nobody does anything. Else nothing may. */
  readonly movesBecause?: string;
  /** What the browser complains about because of the state; it has to come. Everything else that comes is a fault. */
  readonly complaints?: readonly RegExp[];
  /** Heading of the part to bring into view, where the frame is less high than the extension. */
  readonly scrollTo?: string;
};

const appSegment = encodeURIComponent(irisAppId);

/** Where Manager has the fleet page. */
export const fleetPath = () => `/apps/${appSegment}/fleet-watch`;

/** Where Manager has the app, and with it the settings. */
export const appPath = () => `/library/${appSegment}`;

/** Where Manager has the tab on an asset's page. */
export const assetTabPath = (assetId: string) => `/assets/${assetId}/apps/${appSegment}/fleet-watch-asset`;

/** The extension within Manager. */
export const frameOf = (page: Page): FrameLocator => page.frameLocator('iframe').first();

/** Runs an expression in the extension's document. */
export const runInFrame = async (page: Page, expression: string): Promise<void> => {
  const handle = await page.locator('iframe').first().elementHandle();
  const frame = await handle?.contentFrame();
  await frame?.evaluate(expression);
};

export const inFrame = (text: string | RegExp) => (page: Page) =>
  frameOf(page).getByText(text).first().waitFor();

export const onPage = (text: string | RegExp) => (page: Page) => page.getByText(text).first().waitFor();

/** Presses a button of the extension. */
export const press = (name: string | RegExp) => (page: Page) =>
  frameOf(page).getByRole('button', { name }).first().click();

const hourMs = 3_600_000;

/** A page that is looked at so much later, with nothing read since. */
export const laterBy = (hours: number) => (page: Page) =>
  page.clock.setFixedTime(Date.now() + hours * hourMs);

/** One after the other. */
export const inTurn =
  (...steps: readonly ((page: Page, stage: Stage) => Promise<unknown>)[]) =>
  async (page: Page, stage: Stage): Promise<void> => {
    for (const step of steps) await step(page, stage);
  };
