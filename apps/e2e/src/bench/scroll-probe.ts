import type { CDPSession, Page } from 'playwright-core';
import { findFrame } from './extension-probe.ts';

/**
 * What somebody who turns the wheel sees. The browser moves what is drawn by itself, so the frames are its own doing;
 * the page's is whether there is a machine on each row by then.
 */
export type Scrolling = {
  /** Time from each frame that the browser put on the screen to the next, in ms. */
  readonly framesMs: readonly number[];
  /** How often the list learned that it had moved. */
  readonly looks: number;
  /** How often a row had come onto the screen by then that was not drawn at all. */
  readonly blankLooks: number;
  /** How often one was drawn whose machine had not arrived. */
  readonly placeholderLooks: number;
};

const scrollMs = 3000;
/** About 70 rows a second: a strong turn of the wheel. */
const pixelsPerSecond = 3600;

type TraceEvent = { readonly name: string; readonly ts: number };

/** What the browser notes while `act` runs. */
const trace = async (session: CDPSession, act: () => Promise<unknown>): Promise<readonly TraceEvent[]> => {
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['disabled-by-default-devtools.timeline.frame', 'devtools.timeline.frame'],
    },
  });
  await act();
  await session.send('Tracing.end');
  await complete;
  return events;
};

/**
 * Looks before the list's own listener does: what is drawn then has been all there was to see since the time before,
 * for the browser moves what is drawn without asking the page.
 */
const noteLateRows = `
  window.looks = [];
  window.addEventListener('scroll', () => {
    const rows = [...document.querySelectorAll('tbody [role=row]')]
      .map((row) => ({ box: row.getBoundingClientRect(), waits: row.ariaBusy === 'true' }));
    window.looks.push({
      blank: Math.max(...rows.map(({ box }) => box.bottom)) < innerHeight,
      placeholder: rows.some(({ box, waits }) => waits && box.bottom > 0 && box.top < innerHeight),
    });
  }, { capture: true, passive: true })`;

/** Turns the wheel over the list, as a person does: the browser scrolls, and the page follows. */
export const measureWheel = async (page: Page): Promise<Scrolling> => {
  const frame = findFrame(page);
  const box = await page.locator('iframe').first().boundingBox();
  if (box === null) throw new Error('the extension is not on the screen');
  await frame.evaluate(noteLateRows);
  const pageSession = await page.context().newCDPSession(page);
  const browserSession = await page.context().browser()?.newBrowserCDPSession();
  if (browserSession === undefined) throw new Error('the browser has gone');
  const events = await trace(browserSession, () =>
    pageSession.send('Input.synthesizeScrollGesture', {
      x: box.x + box.width / 2,
      y: box.y + box.height / 2,
      yDistance: (-pixelsPerSecond * scrollMs) / 1000,
      speed: pixelsPerSecond,
      gestureSourceType: 'mouse',
      preventFling: true,
    }),
  );
  const looks = await frame.evaluate<{ blank: boolean; placeholder: boolean }[]>('window.looks');
  const drawn = events
    .filter(({ name }) => name === 'DrawFrame')
    .map(({ ts }) => ts / 1000)
    .sort((one, other) => one - other);
  return {
    framesMs: drawn.slice(1).map((ms, index) => ms - (drawn[index] ?? ms)),
    looks: looks.length,
    blankLooks: looks.filter(({ blank }) => blank).length,
    placeholderLooks: looks.filter(({ placeholder }) => placeholder).length,
  };
};
