import { launchBrowser } from '@fleet-watch/testing';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { listenForComplaints, listSurprises } from './complaints.ts';

type PageOptions = Readonly<{
  /** What the test makes the browser complain about; it has to come. Everything else that comes fails the test. */
  complaints?: readonly RegExp[];
  context?: BrowserContextOptions;
}>;

/** Opens a page in a context of its own, which is closed at the end of the test. */
export type OpenPage = (options?: PageOptions) => Promise<Page>;

/**
 * Sets a test file up with a browser. A test fails when a page that it opened complains in the console, or holds a
 * fault that nobody caught, in any frame.
 */
export const setUpBrowser = (): OpenPage => {
  let browser: Browser;
  const opened: (() => Promise<readonly string[]>)[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(async () => {
    const surprises = await Promise.all(opened.splice(0).map((close) => close()));
    expect(surprises.flat()).toEqual([]);
  });
  afterAll(() => browser.close());

  return async ({ complaints = [], context: options } = {}) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const heard = listenForComplaints(page);
    opened.push(async () => {
      const surprises = listSurprises(heard.take(), complaints);
      await context.close();
      return surprises;
    });
    return page;
  };
};
