import { mkdir } from 'node:fs/promises';
import { launchBrowser } from '@fleet-watch/testing';
import { startSystem } from '../testing/start-system.ts';
import { allScreens } from './all-screens.ts';
import { openScreen } from './open-screen.ts';

// Takes the pictures that the documents show, from the real system: `npm run screens [-- name…]`, after `npm run build`.
const asked = process.argv.slice(2);
const wanted = allScreens.filter(({ name }) => asked.length === 0 || asked.includes(name));

const system = await startSystem({ withScreens: true });
const browser = await launchBrowser();
try {
  await mkdir('docs/screens', { recursive: true });
  for (const account of system.accounts.slice(0, 2)) await system.install(account);
  for (const screen of wanted) {
    const page = await openScreen(browser, system, screen);
    // Pictures are of what people see once everything has come in, not of the first moment.
    await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined);
    await page.screenshot({ path: `docs/screens/${screen.name}.png` });
    await page.context().close();
    console.log(`docs/screens/${screen.name}.png`);
  }
} finally {
  await browser.close();
  await system.close();
}
