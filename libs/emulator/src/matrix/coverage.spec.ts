import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createTrackunit } from '../index.ts';
import { toCoverageMarkdown, type Coverage } from './coverage.ts';

const readCoverage = async (): Promise<Coverage> => {
  await using trackunit = await createTrackunit();
  return (await (await fetch(`${trackunit.url}/_emulator/coverage`)).json()) as Coverage;
};

const matrixFile = new URL('../../EMULATED.md', import.meta.url);

/** Prettier aligns tables; what they say is the same. */
const withoutAlignment = (markdown: string): string =>
  markdown.replace(/-{3,}/g, '---').replace(/ +\|/g, ' |').trim();

test('the matrix in the repository says what the routes are', async () => {
  const now = toCoverageMarkdown(await readCoverage());
  if (process.env.UPDATE_MATRIX === '1') await writeFile(matrixFile, now);
  expect(withoutAlignment(await readFile(matrixFile, 'utf8'))).toBe(withoutAlignment(now));
});

test('every route names a test file that calls it', async () => {
  for (const { route, test: file } of (await readCoverage()).routes) {
    const text = await readFile(new URL(`../${file}`, import.meta.url), 'utf8');
    const path = route.replace(/^\w+ /, '').replace(/^\/_emulator/, '');
    // A call writes parameters in, so the beginning of the path is what must stand in the test.
    const isNamed = text.includes(path.split('/:')[0] ?? path);
    expect(isNamed, `${file} should call ${route}`).toBe(true);
  }
});

test('people find a page that says what is not emulated', async () => {
  await using trackunit = await createTrackunit();
  const page = await fetch(`${trackunit.url}/_emulator/coverage.html`);
  expect(page.headers.get('content-type')).toContain('text/html');
  expect(await page.text()).toContain('Not emulated');
});

test('an address that nobody emulates is an error that says so', async () => {
  await using trackunit = await createTrackunit();
  const answer = await fetch(`${trackunit.url}/api/rental/v1/contracts`);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({
    code: 'not_emulated',
    message: expect.stringMatching(/GET \/api\/rental\/v1\/contracts is not emulated/),
  });
});
