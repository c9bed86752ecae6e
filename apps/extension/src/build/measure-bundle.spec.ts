import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { extensionIds } from './extension-ids.ts';
import { budgetKib, measureBundle, toSizeReport } from './measure-bundle.ts';

const encode = (text: string) => new TextEncoder().encode(text);

/** Text that gzip cannot shrink. */
const heavy = (kib: number) => `/*${randomBytes(kib * 768).toString('base64')}*/`;

const createBundle = (fleetChunk: string) =>
  new Map([
    ...extensionIds.map((id) => [`${id}.js`, encode('import{a}from"./chunks/shared.js";')] as const),
    [
      'fleet-watch.js',
      encode(
        'import{a}from"./chunks/own.js";import("./chunks/chart.js");import(`./chunks/da-1.js`);import(`./chunks/de-1.js`)',
      ),
    ],
    ['fleet-watch.css', encode('a{}')],
    ['chunks/shared.js', encode('export const a=1')],
    ['chunks/own.js', encode(fleetChunk)],
    ['chunks/chart.js', encode(heavy(20))],
    ['chunks/da-1.js', encode(heavy(2))],
    ['chunks/de-1.js', encode(heavy(5))],
  ]);

test('what loads at the start is told apart from what loads later, each with the heaviest language', () => {
  const [fleet] = measureBundle(createBundle(heavy(10)));
  expect(fleet?.startBytes).toBeGreaterThan(11 * 1024);
  expect(fleet?.startBytes).toBeLessThan(12 * 1024);
  expect(fleet?.allBytes).toBeGreaterThan(26 * 1024);
  expect(fleet?.allBytes).toBeLessThan(27 * 1024);
});

test('an extension over its budget is named and fails the build', () => {
  const { lines, tooHeavy } = toSizeReport(
    measureBundle(createBundle(heavy(budgetKib['fleet-watch'].start * 2))),
  );
  expect(tooHeavy).toBe(true);
  expect(lines.filter((line) => line.startsWith('TOO HEAVY'))).toHaveLength(1);
});

test('a bundle without one of its entries, or without a language, is not measured as light', () => {
  const bundle = createBundle('');
  bundle.delete('fleet-watch-widget.js');
  expect(() => measureBundle(bundle)).toThrow('fleet-watch-widget.js');
  bundle.delete('chunks/da-1.js');
  bundle.delete('chunks/de-1.js');
  expect(() => measureBundle(bundle)).toThrow('language');
});
