import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** WCAG 2.2 AA. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const run = `axe
  .run(document, { runOnly: ${JSON.stringify(rules)}, iframes: false, resultTypes: ['violations'] })
  .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`;

/**
 * What leaves people out, in Manager and in the extension within it, as rule and elements. Each frame is looked at by
 * itself: axe's own way through frames takes three times as long and finds the same.
 */
export const listViolations = async (page: Page): Promise<readonly string[]> => {
  const found = await Promise.all(
    page.frames().map(async (frame) => {
      await frame.evaluate(axe.source);
      return frame.evaluate<string[]>(run);
    }),
  );
  return found.flat();
};
