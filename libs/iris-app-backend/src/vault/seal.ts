import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';

const nonceBytes = 12;
const tagBytes = 16;

/** A cipher that is given bytes finds out what they are at five times the price of a key object. */
const toKeyObject = (key: Buffer | KeyObject): KeyObject =>
  Buffer.isBuffer(key) ? createSecretKey(key) : key;

/** Encrypts with AES-256-GCM; the result is nonce, tag and cipher text, and opens only with the same context. */
export const seal = (key: Buffer | KeyObject, plain: Buffer, context: string): Buffer => {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', toKeyObject(key), nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(context));
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]);
};

/** Undoes `seal`; throws when key, context or bytes are not the same. */
export const unseal = (key: Buffer | KeyObject, sealed: Buffer, context: string): Buffer => {
  const nonce = sealed.subarray(0, nonceBytes);
  const decipher = createDecipheriv('aes-256-gcm', toKeyObject(key), nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
};
