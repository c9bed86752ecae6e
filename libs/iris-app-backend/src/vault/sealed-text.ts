import { Secret } from '@fleet-watch/trackunit-client';
import {
  closeEnvelope,
  openEnvelope,
  rewrapEnvelope,
  type Envelope,
  type EnvelopeOwner,
} from './envelope.ts';
import type { KeyRing } from './key-ring.ts';

/** A secret text as an app stores it in a table of its own: three columns, `text`, `bytea` and `bytea`. */
export type SealedText = Envelope;

/** Whose the text is and what for; a text opens for the same owner only. `purpose` is the app's own word. */
export type SealedTextOwner = EnvelopeOwner;

/** Keeps the app's purposes apart from those of the vault's own envelopes. */
const toOwner = (owner: SealedTextOwner): EnvelopeOwner => ({ ...owner, purpose: `app/${owner.purpose}` });

/** Encrypts a text with the ring's first key. */
export const sealText = (keys: KeyRing, text: Secret, owner: SealedTextOwner): Promise<SealedText> =>
  closeEnvelope(keys, text.reveal(), toOwner(owner));

/**
 * Decrypts what `sealText` made.
 *
 * @throws VaultError `key_missing` when the ring lacks the key, `key_wrong` when owner, key or bytes are not the same
 */
export const openText = async (keys: KeyRing, sealed: SealedText, owner: SealedTextOwner): Promise<Secret> =>
  new Secret(await openEnvelope(keys, sealed, toOwner(owner)));

/** The same text under the ring's first key, for a rotation; an app rotates what it stores itself. */
export const resealText = (keys: KeyRing, sealed: SealedText, owner: SealedTextOwner): Promise<SealedText> =>
  rewrapEnvelope(keys, sealed, toOwner(owner));
