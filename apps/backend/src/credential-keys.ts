import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  generateCredentialKey,
  parseCredentialKeys,
  type CredentialKey,
} from '@fleet-watch/iris-app-backend';

const fileName = 'credential-key';
const developmentKeyId = 'development';

const isMissing = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';

/** Makes a key and keeps it for the next start; whoever was faster wins. */
const generate = async (file: string): Promise<string> => {
  const key = generateCredentialKey(developmentKeyId);
  try {
    await writeFile(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
    return key;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return readFile(file, 'utf8');
    throw cause;
  }
};

/**
 * The keys that encrypt credentials: the configured ones, else one that is generated once in the data folder, which
 * only its owner can read.
 */
export const loadCredentialKeys = async (
  configured: readonly CredentialKey[] | undefined,
  dataDir: string,
): Promise<readonly CredentialKey[]> => {
  if (configured !== undefined) return configured;
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, fileName);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    if (isMissing(cause)) return generate(file);
    throw cause;
  });
  return parseCredentialKeys(text.trim());
};
