import type { Page } from 'playwright-core';

/**
 * Has to run before a page does, for `listShifts` to know when somebody did something. Chromium's own entry for it
 * comes late on a busy machine, or not at all.
 */
export const noteFirstInput = `for (const type of ['pointerdown', 'keydown']) addEventListener(
  type, ({ timeStamp }) => { globalThis.firstInputAtMs ??= timeStamp; }, { capture: true })`;

/** Shifts that the browser kept since the page began, up to somebody's first key or click: that is to change things. */
const run = `new Promise((resolve) => {
  const describe = ({ node, previousRect: was, currentRect: is }) =>
    (node?.outerHTML ?? String(node?.textContent)).slice(0, 80) + ' from ' + [was.x, was.y] + ' to ' + [is.x, is.y];
  const found = [];
  new PerformanceObserver((list) => found.push(...list.getEntries()))
    .observe({ type: 'layout-shift', buffered: true });
  const tell = () => resolve(found
    .filter(({ startTime, hadRecentInput }) =>
      !hadRecentInput && startTime < (globalThis.firstInputAtMs ?? Infinity))
    .map(({ value, sources }) => ({ value, what: sources.map(describe).join('; ') })));
  requestAnimationFrame(() => setTimeout(tell));
})`;

/** One shift, as Chromium scores it: 0.1 is the most of a whole page that counts as good. */
export type Shift = { readonly value: number; readonly what: string };

/** What moved while a screen came in, in Manager and in the extension within it. */
export const listShifts = async (page: Page): Promise<readonly Shift[]> =>
  (await Promise.all(page.frames().map((frame) => frame.evaluate<Shift[]>(run)))).flat();
