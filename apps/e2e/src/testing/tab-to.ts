import type { Page } from 'playwright-core';

const mostSteps = 60;

/** What has the focus in a document, as somebody hears it. */
const readFocused = `(() => {
  const element = document.activeElement;
  if (!document.hasFocus() || !element || element.tagName === 'IFRAME') return '';
  const labels = [...(element.labels ?? [])].map(({ textContent }) => textContent).join(' ');
  return element.getAttribute('aria-label') || labels || element.textContent || element.getAttribute('placeholder') || '';
})()`;

/** Presses Tab until what has the focus says `name`, in Manager or in the frame. */
export const tabTo = async (page: Page, name: RegExp): Promise<void> => {
  const said: string[] = [];
  for (let step = 0; step < mostSteps; step += 1) {
    await page.keyboard.press('Tab');
    for (const frame of page.frames()) {
      const text = await frame.evaluate<string>(readFocused);
      if (name.test(text)) return;
      said.push(text);
    }
  }
  throw new Error(`Tab never came to ${name}; it came by: ${said.filter(Boolean).join(' | ')}`);
};
