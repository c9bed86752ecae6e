import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DatabaseError } from './database-error.ts';

const sqliteBusy = 5;

/** A lock that nobody refers to is closed by the garbage collector, and then it is none. */
const held = new Set<DatabaseSync>();

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;

/**
 * Takes a folder for this process alone.
 *
 * The embedded database has no lock of its own: a second process would open the same files and both would write.
 * An open exclusive transaction of SQLite is a lock of the operating system, so it also goes when the process is
 * killed, and no stale file can keep a later start out.
 *
 * @returns what gives the folder back
 * @throws DatabaseError `folder_in_use` when another process, or this one, has it
 */
export const lockFolder = (folder: string): (() => void) => {
  mkdirSync(folder, { recursive: true });
  const lock = new DatabaseSync(join(folder, 'in-use.lock'));
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new DatabaseError(
      'folder_in_use',
      `The database folder ${folder} is in use by another process. Stop that one, or choose another folder.`,
      { cause: error },
    );
  }
  held.add(lock);
  return () => {
    if (held.delete(lock)) lock.close();
  };
};
