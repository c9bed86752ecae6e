import { createHmac, createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import { Secret } from '@fleet-watch/trackunit-client';
import { seal, unseal } from './seal.ts';
import { VaultError } from './vault-error.ts';

/** A data key as it is stored: encrypted by the key with this id. */
export type WrappedKey = { readonly keyId: string; readonly bytes: Buffer };

/**
 * What encrypts the data keys of a vault. The local key ring is one; a KMS is another: `wrap` and `unwrap` are its
 * encrypt and decrypt calls with `context` as encryption context, `mac` its message authentication call.
 */
export type KeyRing = {
  /** The key that encrypts from now on. */
  readonly firstKeyId: string;
  /** Every key that can decrypt. */
  readonly keyIds: readonly string[];
  readonly wrap: (dataKey: Buffer, context: string) => WrappedKey | Promise<WrappedKey>;
  /** @throws VaultError `key_missing` for a key id that is not here, `key_wrong` when the key does not fit */
  readonly unwrap: (wrapped: WrappedKey, context: string) => Buffer | Promise<Buffer>;
  /**
   * A keyed digest, by which two secrets are compared without being kept.
   *
   * @param keyId the first key's by default
   */
  readonly mac: (text: string, keyId?: string) => Buffer | Promise<Buffer>;
};

/** One key of `CREDENTIAL_KEYS`: its id, and 32 bytes in base64. */
export type CredentialKey = { readonly id: string; readonly key: Secret };

const keyBytes = 32;
const keyForm = /^([A-Za-z0-9._-]{1,64}):([A-Za-z0-9+/]{43}=)$/;

/**
 * Reads `id:base64-of-32-bytes[,id:…]`.
 *
 * @throws VaultError `keys_invalid`, which says what is wrong and never shows a key
 */
export const parseCredentialKeys = (text: string): readonly CredentialKey[] => {
  const keys = text.split(',').map((part, index) => {
    const [, id, base64] = keyForm.exec(part.trim()) ?? [];
    if (id === undefined || base64 === undefined) {
      throw new VaultError('keys_invalid', `Key ${index + 1} is not 'id:base64 of ${keyBytes} bytes'`);
    }
    return { id, key: new Secret(base64) };
  });
  const twice = keys.find(({ id }, index) => keys.findIndex((other) => other.id === id) !== index);
  if (twice !== undefined) throw new VaultError('keys_invalid', `Key id '${twice.id}' is there twice`);
  return keys;
};

/** Makes a new random key in the form of `CREDENTIAL_KEYS`. */
export const generateCredentialKey = (id: string): string =>
  `${id}:${randomBytes(keyBytes).toString('base64')}`;

/** A key object, because one in bytes is taken apart anew for each use: that is most of what a use costs. */
const derive = ({ id, key }: CredentialKey, purpose: string): KeyObject => {
  const bytes = Buffer.from(key.reveal(), 'base64');
  if (bytes.length !== keyBytes)
    throw new VaultError('keys_invalid', `Key '${id}' is not ${keyBytes} bytes long`);
  const derived = hkdfSync('sha256', bytes, '', `iris-app-backend/${purpose}/1`, keyBytes);
  return createSecretKey(Buffer.from(derived));
};

/**
 * A key ring in this process: the first key encrypts, every one decrypts.
 *
 * @param keys as `parseCredentialKeys` gives them, at least one
 */
export const createKeyRing = (keys: readonly CredentialKey[]): KeyRing => {
  const [first] = keys;
  if (first === undefined) throw new VaultError('keys_invalid', 'There is no key');
  const wrapping = new Map(keys.map((key) => [key.id, derive(key, 'wrap')]));
  const digesting = new Map(keys.map((key) => [key.id, derive(key, 'mac')]));
  const contextOf = (keyId: string, context: string) => JSON.stringify([keyId, context]);

  const getKey = (id: string, from: ReadonlyMap<string, KeyObject>): KeyObject => {
    const key = from.get(id);
    if (key !== undefined) return key;
    const known = [...from.keys()].join(', ');
    throw new VaultError(
      'key_missing',
      `Key '${id}' encrypted something stored here, and only ${known} is given`,
    );
  };

  return Object.freeze({
    firstKeyId: first.id,
    keyIds: [...wrapping.keys()],
    wrap: (dataKey: Buffer, context: string) => {
      const bytes = seal(getKey(first.id, wrapping), dataKey, contextOf(first.id, context));
      return { keyId: first.id, bytes };
    },
    unwrap: ({ keyId, bytes }: WrappedKey, context: string) => {
      const key = getKey(keyId, wrapping);
      try {
        return unseal(key, bytes, contextOf(keyId, context));
      } catch (cause) {
        throw new VaultError('key_wrong', `Key '${keyId}' does not open what a key of that id encrypted`, {
          cause,
        });
      }
    },
    mac: (text: string, keyId = first.id) =>
      createHmac('sha256', getKey(keyId, digesting)).update(text).digest(),
  });
};
