import type { Page } from 'playwright-core';

/** Shifts that the browser kept since the page began, up to somebody's first key or click: that is to change things. */
const run = `new Promise((resolve) => {
  const describe = ({ node, previousRect: was, currentRect: is }) =>
    (node?.outerHTML ?? String(node?.textContent)).slice(0, 80) + ' from ' + [was.x, was.y] + ' to ' + [is.x, is.y];
  const found = [];
  const observer = new PerformanceObserver((list) => found.push(...list.getEntries()));
  for (const type of ['layout-shift', 'first-input']) observer.observe({ type, buffered: true });
  const isInput = ({ entryType }) => entryType === 'first-input';
  const findEnd = () => found.find(isInput)?.startTime ?? Infinity;
  const tell = () => resolve(found
    .filter((entry) => !isInput(entry) && !entry.hadRecentInput && entry.startTime < findEnd())
    .map(({ value, sources }) => ({ value, what: sources.map(describe).join('; ') })));
  requestAnimationFrame(() => setTimeout(tell));
})`;

/** One shift, as Chromium scores it: 0.1 is the most of a whole page that counts as good. */
export type Shift = { readonly value: number; readonly what: string };

/** What moved while a screen came in, in Manager and in the extension within it. */
export const listShifts = async (page: Page): Promise<readonly Shift[]> =>
  (await Promise.all(page.frames().map((frame) => frame.evaluate<Shift[]>(run)))).flat();
