import { posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { extensionIds, type ExtensionId } from './extension-ids.ts';

/** The files of a bundle by their path from its folder. */
type Files = ReadonlyMap<string, Uint8Array>;

/** What one extension weighs, in bytes after gzip. */
export type BundleSize = Readonly<{
  extensionId: ExtensionId;
  /** All JavaScript that is loaded before the page can show: the entry and what it imports. */
  startBytes: number;
  /** With everything that it loads later, other languages not counted: one person reads one. */
  allBytes: number;
  cssBytes: number;
}>;

/** In KiB after gzip. Raise none of these: find what became heavier. */
export const budgetKib: Record<ExtensionId, Readonly<{ start: number; all: number }>> = {
  'fleet-watch': { start: 110, all: 190 },
  'fleet-watch-asset': { start: 110, all: 130 },
  'fleet-watch-widget': { start: 110, all: 130 },
  'fleet-watch-settings': { start: 110, all: 130 },
};

const toGzipBytes = (content: Uint8Array | undefined): number =>
  content === undefined ? 0 : gzipSync(content, { level: 9 }).length;

const staticImport = /(?:\bfrom|\bimport)\s*["'](\.{1,2}\/[^"']+\.js)["']/g;
const anyImport = /(?:\bfrom|\bimport)\s*\(?\s*["'`](\.{1,2}\/[^"'`]+\.js)["'`]/g;
const isOtherLanguage = (name: string): boolean => /^chunks\/(da|de)-/.test(name);

const reach = (files: Files, name: string, pattern: RegExp, seen = new Set<string>()): Set<string> => {
  if (seen.has(name) || isOtherLanguage(name)) return seen;
  seen.add(name);
  const code = new TextDecoder().decode(files.get(name));
  for (const [, path = ''] of code.matchAll(pattern)) {
    reach(files, posix.join(posix.dirname(name), path), pattern, seen);
  }
  return seen;
};

const sum = (files: Files, names: ReadonlySet<string>): number =>
  [...names].reduce((bytes, name) => bytes + toGzipBytes(files.get(name)), 0);

/** Weighs every extension of a bundle. @throws Error when an entry is missing */
export const measureBundle = (files: Files): readonly BundleSize[] =>
  extensionIds.map((extensionId) => {
    const entry = `${extensionId}.js`;
    if (!files.has(entry)) throw new Error(`the bundle has no ${entry}: build it first`);
    return {
      extensionId,
      startBytes: sum(files, reach(files, entry, staticImport)),
      allBytes: sum(files, reach(files, entry, anyImport)),
      cssBytes: toGzipBytes(files.get(`${extensionId}.css`)),
    };
  });

const toKib = (bytes: number): string => (bytes / 1024).toFixed(1).padStart(6);

/** Tells the sizes, one line per extension, and whether one is over its budget. */
export const toSizeReport = (sizes: readonly BundleSize[]) => {
  const rows = sizes.map(({ extensionId, startBytes, allBytes, cssBytes }) => {
    const { start, all } = budgetKib[extensionId];
    const over = startBytes > start * 1024 || allBytes > all * 1024;
    const line =
      `${over ? 'TOO HEAVY' : 'ok       '} ${extensionId.padEnd(21)}` +
      ` JavaScript ${toKib(startBytes)} of ${String(start)} KiB,` +
      ` with later parts ${toKib(allBytes)} of ${String(all)} KiB, CSS ${toKib(cssBytes)} KiB (gzip)`;
    return { line, over };
  });
  return { lines: rows.map(({ line }) => line), tooHeavy: rows.some(({ over }) => over) };
};
