import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { createTrackunit } from '../index.ts';
import { toCoverageMarkdown, type Coverage } from './coverage.ts';

const readCoverage = async (): Promise<Coverage> => {
  await using trackunit = await createTrackunit();
  return (await (await fetch(`${trackunit.url}/_emulator/coverage`)).json()) as Coverage;
};

const matrixFile = new URL('../../EMULATED.md', import.meta.url);

/** The matrix as it stands in the repository, formatted as every other file of it. */
const toMatrixText = async (coverage: Coverage): Promise<string> => {
  const path = fileURLToPath(matrixFile);
  return format(toCoverageMarkdown(coverage), { ...(await resolveConfig(path)), filepath: path });
};

test('the matrix in the repository says what the routes are', async () => {
  const now = await toMatrixText(await readCoverage());
  if (process.env.UPDATE_MATRIX === '1') await writeFile(matrixFile, now);
  expect(await readFile(matrixFile, 'utf8')).toBe(now);
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
