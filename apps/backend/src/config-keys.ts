import { Buffer } from 'node:buffer';
import { Secret } from '@fleet-watch/trackunit-client';
import { z } from 'zod';

/** One key of the ring: what its ciphertexts name, and its 32 bytes in base64. */
export type CredentialKey = { readonly id: string; readonly key: Secret };

const parseKey = (entry: string, context: z.RefinementCtx): CredentialKey => {
  const [id = '', base64 = '', ...rest] = entry.trim().split(':');
  const size = Buffer.from(base64, 'base64').length;
  const problem = !/^[\w.-]{1,64}$/.test(id)
    ? 'has an entry without a usable id (letters, digits, . _ -)'
    : rest.length > 0 || size !== 32
      ? `key '${id}' is not base64 of 32 bytes`
      : undefined;
  if (problem !== undefined) {
    context.addIssue({ code: 'custom', message: problem });
    return z.NEVER;
  }
  return { id, key: new Secret(base64) };
};

/** `id:base64-of-32-bytes[,id:…]`: the first encrypts, every one decrypts. Messages never repeat key material. */
export const keyListSchema = z
  .string()
  .transform((text, context) => text.split(',').map((entry) => parseKey(entry, context)))
  .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length, 'names a key id twice');
