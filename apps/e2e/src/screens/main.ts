import { mkdir, writeFile } from 'node:fs/promises';
import { launchBrowser } from '@fleet-watch/testing';
import { allScreens } from './all-screens.ts';
import { createScreenOpener } from './create-screen-opener.ts';
import { startStage } from './start-stage.ts';
import { toGallery } from './to-gallery.ts';

// Takes the pictures that the documents show, from the real system: `npm run screens [-- name…]`, after `npm run build`.
const asked = process.argv.slice(2);
const wanted = allScreens.filter(({ name }) => asked.length === 0 || asked.includes(name));

const stage = await startStage();
const browser = await launchBrowser();
try {
  await mkdir('docs/screens', { recursive: true });
  const withScreen = createScreenOpener(browser, stage);
  for (const screen of wanted) {
    const path = `docs/screens/${screen.name}.png`;
    await withScreen(screen, async (page) => {
      // Pictures are of what people see once everything has come in, not of the first moment.
      await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined);
      await page.screenshot({ path });
    });
    console.log(path);
  }
  await writeFile('docs/screens/README.md', toGallery());
} finally {
  await browser.close();
  await stage.close();
}
