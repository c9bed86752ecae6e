import type { CDPSession, Frame, Page } from 'playwright-core';

/**
 * Runs in every frame before its own scripts: notes when the first number can be read, in ms since the frame began. The
 * frame after the one that draws it begins when that one has been laid out and painted.
 */
export const noteFirstNumber = `
  window.firstNumberAtMs = new Promise((resolve) => {
    new MutationObserver((_records, observer) => {
      const figures = [...document.querySelectorAll('button[aria-pressed]')];
      if (!figures.some((figure) => /\\d/.test(figure.textContent))) return;
      observer.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
`;

/** The frame of the extension. */
export const findFrame = (page: Page): Frame => {
  const frame = page.frames().find((candidate) => candidate.url().includes('/frame/'));
  if (frame === undefined) throw new Error('the page has no frame of an extension');
  return frame;
};

/**
 * From the key going down, as the browser took it, to other rows having been painted, in ms: the frame after the one
 * that draws them has begun.
 */
export const measureKeystroke = async (page: Page, frame: Frame, letter: string): Promise<number> => {
  await frame.evaluate(`
    window.rowsChanged = undefined;
    void (window.rowsChanged = new Promise((resolve) => {
      const box = document.querySelector('input[type=search]');
      const table = document.querySelector('[aria-rowcount]');
      const before = table.getAttribute('aria-rowcount');
      box.addEventListener('keydown', ({ timeStamp }) => {
        const look = () =>
          table.getAttribute('aria-rowcount') === before || table.querySelector('[aria-busy=true]')
            ? requestAnimationFrame(look)
            : requestAnimationFrame(() => resolve(performance.now() - timeStamp));
        requestAnimationFrame(look);
      }, { once: true });
    }))`);
  await page.keyboard.press(letter);
  return frame.evaluate<number>('window.rowsChanged');
};

/** Frame times in ms while the list is scrolled for `durationMs`. */
export const measureScroll = (frame: Frame, durationMs: number): Promise<number[]> =>
  frame.evaluate(`new Promise((resolve) => {
    const times = [];
    let lastMs = performance.now();
    const endMs = lastMs + ${durationMs};
    const step = (nowMs) => {
      times.push(nowMs - lastMs);
      lastMs = nowMs;
      window.scrollBy(0, 60);
      if (nowMs < endMs) requestAnimationFrame(step); else resolve(times.slice(1));
    };
    requestAnimationFrame(step);
  })`);

/** What lives on the heap after a collection, in bytes. */
const measureHeap = async (session: CDPSession): Promise<number> => {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
};

/** Goes through states and searches, each an answer of its own, and waits for each. */
const changeFilter = async (page: Page, times: number) => {
  const frame = findFrame(page);
  const box = frame.getByRole('searchbox');
  for (let round = 0; round < times; round += 1) {
    if (round % 2 === 0)
      await frame
        .getByRole('radio')
        .nth(round % 3)
        .check({ force: true });
    else await box.fill(round % 4 === 1 ? '' : String(round));
    await frame.locator('[aria-rowcount][aria-busy=false]').waitFor();
  }
};

/** By how many percent the heap grows over 100 changes of the filter. */
export type HeapGrowth = {
  /** Measured against the page as it opened. */
  readonly sinceOpening: number;
  /** Measured against the page after nine changes, when most of the code that a change runs has been compiled. */
  readonly sinceWarm: number;
};

const warmingChanges = 9;

/** Changes the filter 109 times. */
export const measureHeapGrowth = async (page: Page): Promise<HeapGrowth> => {
  const session = await page.context().newCDPSession(page);
  await page.waitForLoadState('networkidle');
  const opened = await measureHeap(session);
  await changeFilter(page, warmingChanges);
  const warm = await measureHeap(session);
  await changeFilter(page, 100);
  const end = await measureHeap(session);
  return { sinceOpening: (end / opened - 1) * 100, sinceWarm: (end / warm - 1) * 100 };
};
