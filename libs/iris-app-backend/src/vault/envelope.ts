import { randomBytes } from 'node:crypto';
import type { KeyRing } from './key-ring.ts';
import { seal, unseal } from './seal.ts';
import { VaultError } from './vault-error.ts';

/** A text under its own data key, and that key under the ring's. */
export type Envelope = { readonly keyId: string; readonly wrappedKey: Buffer; readonly sealed: Buffer };

/** What an envelope is tied to: moved to another account, app or purpose, it does not open. */
export type EnvelopeOwner = {
  readonly irisAppId: string;
  readonly accountId: string;
  readonly purpose: string;
};

const toContext = ({ irisAppId, accountId, purpose }: EnvelopeOwner): string =>
  JSON.stringify(['iris-app-vault/1', irisAppId, accountId, purpose]);

/** Puts a text into an envelope. */
export const closeEnvelope = async (keys: KeyRing, text: string, owner: EnvelopeOwner): Promise<Envelope> => {
  const context = toContext(owner);
  const dataKey = randomBytes(32);
  const { keyId, bytes } = await keys.wrap(dataKey, context);
  const sealed = seal(dataKey, Buffer.from(text), context);
  dataKey.fill(0);
  return { keyId, wrappedKey: bytes, sealed };
};

const openContent = (dataKey: Buffer, { keyId, sealed }: Envelope, context: string): string => {
  try {
    return unseal(dataKey, Buffer.from(sealed), context).toString();
  } catch (cause) {
    const message = `What a key under '${keyId}' encrypted was changed since, or is not whole`;
    throw new VaultError('content_changed', message, { cause });
  } finally {
    dataKey.fill(0);
  }
};

/**
 * Takes the text out.
 *
 * @throws VaultError `key_missing`; `key_wrong` for another owner too, and `content_changed`
 */
export const openEnvelope = async (
  keys: KeyRing,
  envelope: Envelope,
  owner: EnvelopeOwner,
): Promise<string> => {
  const context = toContext(owner);
  const { keyId, wrappedKey } = envelope;
  const dataKey = await keys.unwrap({ keyId, bytes: Buffer.from(wrappedKey) }, context);
  return openContent(dataKey, envelope, context);
};

/** Wraps the data key with the ring's first key; the text itself stays as it is. */
export const rewrapEnvelope = async (
  keys: KeyRing,
  envelope: Envelope,
  owner: EnvelopeOwner,
): Promise<Envelope> => {
  const context = toContext(owner);
  const { keyId, wrappedKey, sealed } = envelope;
  const dataKey = await keys.unwrap({ keyId, bytes: Buffer.from(wrappedKey) }, context);
  const wrapped = await keys.wrap(dataKey, context);
  dataKey.fill(0);
  return { keyId: wrapped.keyId, wrappedKey: wrapped.bytes, sealed };
};
