import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  generateCredentialKey,
  parseCredentialKeys,
  toReason,
  type CredentialKey,
} from '@fleet-watch/iris-app-backend';
import { hasCode } from './has-code.ts';
import { StartError, toStartError } from './start-error.ts';

const fileName = 'credential-key';
const developmentKeyId = 'development';

/** Makes a key and keeps it for the next start; whoever was faster wins. */
const generate = async (file: string): Promise<string> => {
  const key = generateCredentialKey(developmentKeyId);
  try {
    await writeFile(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
    return key;
  } catch (cause) {
    if (hasCode(cause, 'EEXIST')) return readFile(file, 'utf8');
    throw cause;
  }
};

/** The key that the data folder has, which is made when there is none. */
const readOrGenerate = async (dataDir: string, file: string): Promise<string> => {
  try {
    await mkdir(dataDir, { recursive: true });
    return await readFile(file, 'utf8').catch((cause: unknown) => {
      if (hasCode(cause, 'ENOENT')) return generate(file);
      throw cause;
    });
  } catch (cause) {
    throw toStartError(`DATA_DIR: the folder ${dataDir} can't be used`, cause);
  }
};

/**
 * The keys that encrypt credentials: the configured ones, else one that is generated once in the data folder, which
 * only its owner can read.
 *
 * @throws StartError when the folder can't be used, or its key isn't one
 */
export const loadCredentialKeys = async (
  configured: readonly CredentialKey[] | undefined,
  dataDir: string,
): Promise<readonly CredentialKey[]> => {
  if (configured !== undefined) return configured;
  const file = join(dataDir, fileName);
  const text = await readOrGenerate(dataDir, file);
  try {
    return parseCredentialKeys(text.trim());
  } catch (cause) {
    throw new StartError(`${file} is broken, bring it back from a backup: ${toReason(cause)}`, { cause });
  }
};
