import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';

/**
 * Makes the folder that everything of a start is kept in, before anything is built into it: a build that cannot write
 * says so on a hundred lines.
 *
 * @throws one line with the setting's name, when the folder cannot be made or written to
 */
export const makeDataDir = async (dataDir: string): Promise<void> => {
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.W_OK);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`DATA_DIR: the folder ${dataDir} can't be used: ${reason}`, { cause });
  }
};
