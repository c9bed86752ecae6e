import { access, constants, mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Snapshot } from './state.ts';

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

const readText = async (path: string): Promise<string | undefined> => {
  try {
    await mkdir(dirname(path), { recursive: true });
    await access(dirname(path), constants.W_OK);
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new Error(`The emulator's state cannot be kept in ${path} (${code}): name another file`, { cause });
  }
};

/**
 * Reads what an earlier run kept; undefined when there is no file yet.
 *
 * @throws Error when the file cannot be understood, or none can be kept there, with its cure
 */
export const readSnapshot = async (path: string): Promise<Snapshot | undefined> => {
  const text = await readText(path);
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text) as Snapshot;
    if (value.form === 1) return value;
  } catch (cause) {
    throw new Error(`The emulator's state file ${path} is no JSON. Delete it to start anew.`, { cause });
  }
  throw new Error(`The emulator's state file ${path} is of another version. Delete it to start anew.`);
};

const writeWhole = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  const beside = `${path}.${process.pid}.tmp`;
  const file = await open(beside, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
};

const soonMs = 250;

/**
 * Keeps a snapshot in a file, always whole: written beside it and renamed. Saves that come while one is being
 * written are done together afterwards.
 */
export const createStateFile = (path: string | undefined, take: () => Promise<Snapshot>) => {
  let writing: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;

  /** Resolves when what is true now stands in the file. */
  const save = (): Promise<void> => {
    if (path === undefined) return Promise.resolve();
    waiting ??= writing
      .catch(() => undefined)
      .then(async () => {
        waiting = undefined;
        writing = take().then((snapshot) => writeWhole(path, JSON.stringify(snapshot)));
        await writing;
      });
    return waiting;
  };

  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  /** For changes that nobody relies on yet: written together with others, and at the latest when closing. */
  const saveSoon = (): void => {
    if (path === undefined || timer !== undefined || isClosed) return;
    timer = setTimeout(() => {
      timer = undefined;
      // A file that cannot be written is told by the next save that somebody waits for.
      save().catch(() => undefined);
    }, soonMs);
  };

  const close = async (): Promise<void> => {
    isClosed = true;
    clearTimeout(timer);
    await save();
  };

  return { save, saveSoon, close };
};

/** See `createStateFile`. */
export type StateFile = ReturnType<typeof createStateFile>;
