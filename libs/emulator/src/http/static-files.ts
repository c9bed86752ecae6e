import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { Reply } from './reply.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.txt': 'text/plain; charset=utf-8',
};

/** Where a file of a folder is; undefined for what would lead out of it. */
export const toInnerPath = (folder: string, file: string): string | undefined => {
  const root = normalize(folder.endsWith(sep) ? folder : folder + sep);
  const path = normalize(join(root, file));
  return path.startsWith(root) && !file.includes('\0') ? path : undefined;
};

/** A file of a folder as an answer; undefined when there is none. */
export const findFile = async (
  folder: string,
  file: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply | undefined> => {
  const path = toInnerPath(folder, file);
  const isFile = path !== undefined && (await stat(path).catch(() => undefined))?.isFile();
  if (path === undefined || !isFile) return undefined;
  return {
    status: 200,
    headers: {
      'Content-Type': types[extname(path)] ?? 'application/octet-stream',
      'Cache-Control': 'no-cache',
      'X-Content-Type-Options': 'nosniff',
      ...headers,
    },
    body: await readFile(path),
  };
};
