import type { CDPSession, Frame, Page } from 'playwright-core';

/** Runs in every frame before its own scripts: notes when the first number can be read, in ms since the frame began. */
export const noteFirstNumber = `
  new MutationObserver((_records, observer) => {
    const figures = [...document.querySelectorAll('button[aria-pressed]')];
    if (!figures.some((figure) => /\\d/.test(figure.textContent))) return;
    window.firstNumberAtMs = performance.now();
    observer.disconnect();
  }).observe(document, { subtree: true, childList: true, characterData: true });
`;

/** The frame of the extension. */
export const findFrame = (page: Page): Frame => {
  const frame = page.frames().find((candidate) => candidate.url().includes('/frame/'));
  if (frame === undefined) throw new Error('the page has no frame of an extension');
  return frame;
};

/** From the key going down to other rows standing in the table, in ms. */
export const measureKeystroke = async (page: Page, frame: Frame, text: string): Promise<number> => {
  await frame.evaluate(`
    window.rowsChanged = undefined;
    void (window.rowsChanged = new Promise((resolve) => {
      const box = document.querySelector('input[type=search]');
      const table = document.querySelector('[aria-rowcount]');
      const before = table.getAttribute('aria-rowcount');
      box.addEventListener('input', () => {
        const startMs = performance.now();
        const look = () => table.getAttribute('aria-rowcount') === before || table.querySelector('[aria-busy=true]')
          ? requestAnimationFrame(look) : resolve(performance.now() - startMs);
        look();
      }, { once: true });
    }))`);
  await page.keyboard.type(text);
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
export const measureHeapGrowth = async (page: Page): Promise<number> => {
  const session = await page.context().newCDPSession(page);
  await changeFilter(page, 9);
  const before = await measureHeap(session);
  await changeFilter(page, 100);
  return ((await measureHeap(session)) / before - 1) * 100;
};
