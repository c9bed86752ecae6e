import { posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { languages } from '../i18n/languages.ts';
import { extensionIds, type ExtensionId } from './extension-ids.ts';

/** The files of a bundle by their path from its folder. */
type Files = ReadonlyMap<string, Uint8Array>;

/** What one extension weighs, in bytes after gzip. */
export type BundleSize = Readonly<{
  extensionId: ExtensionId;
  /** All JavaScript that is loaded before the page can show: the entry, what it imports, and the heaviest language. */
  startBytes: number;
  /** With everything that it loads later. Of the languages again one: a person reads no two. */
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
const isLanguage = (name: string): boolean =>
  languages.some((language) => name.startsWith(`chunks/${language}-`));

/** A file and every other that it imports, directly or not. */
const reach = (files: Files, entry: string, pattern: RegExp): ReadonlySet<string> => {
  const reached = new Set([entry]);
  // A set hands out what is added to it while it is walked through.
  for (const name of reached) {
    const code = new TextDecoder().decode(files.get(name));
    for (const [, path = ''] of code.matchAll(pattern)) {
      const imported = posix.join(posix.dirname(name), path);
      if (!isLanguage(imported)) reached.add(imported);
    }
  }
  return reached;
};

const sum = (files: Files, names: ReadonlySet<string>): number =>
  [...names].reduce((bytes, name) => bytes + toGzipBytes(files.get(name)), 0);

/** English is in the code; whoever reads another language loads that as well. */
const toHeaviestLanguage = (files: Files): number => {
  const languages = [...files.keys()].filter(isLanguage);
  if (languages.length === 0) throw new Error('the bundle has no chunk of a language: build it first');
  return Math.max(...languages.map((name) => toGzipBytes(files.get(name))));
};

/** Weighs every extension of a bundle, as its reader with the most to load. @throws Error when a part is missing */
export const measureBundle = (files: Files): readonly BundleSize[] =>
  extensionIds.map((extensionId) => {
    const entry = `${extensionId}.js`;
    if (!files.has(entry)) throw new Error(`the bundle has no ${entry}: build it first`);
    const languageBytes = toHeaviestLanguage(files);
    return {
      extensionId,
      startBytes: sum(files, reach(files, entry, staticImport)) + languageBytes,
      allBytes: sum(files, reach(files, entry, anyImport)) + languageBytes,
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
