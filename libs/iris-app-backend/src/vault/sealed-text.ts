import { Secret } from '@fleet-watch/trackunit-client';
import { toAccountId } from '../account-id.ts';
import { closeEnvelope, openEnvelope, type Envelope, type EnvelopeOwner } from './envelope.ts';
import type { KeyRing } from './key-ring.ts';

/**
 * A secret text as an app stores it in a table of its own: three columns, `text`, `bytea` and `bytea`. The vault is
 * told of the table (`SealedTable`), so that a rotation of keys includes it. An export of an account leaves out columns
 * named `wrapped_key` and `sealed_…`.
 */
export type SealedText = Envelope;

/** Whose the text is and what for; a text opens for the same owner only. `purpose` is the app's own word. */
export type SealedTextOwner = EnvelopeOwner;

/** Keeps the app's purposes apart from those of the vault's own envelopes, and accounts together however written. */
export const toTextOwner = (owner: SealedTextOwner): EnvelopeOwner => ({
  ...owner,
  accountId: toAccountId(owner.accountId),
  purpose: `app/${owner.purpose}`,
});

/** Encrypts a text with the ring's first key. */
export const sealText = (keys: KeyRing, text: Secret, owner: SealedTextOwner): Promise<SealedText> =>
  closeEnvelope(keys, text.reveal(), toTextOwner(owner));

/**
 * Decrypts what `sealText` made.
 *
 * @throws VaultError `key_missing` when the ring lacks the key, `key_wrong` when owner or key are not the same,
 *   `content_changed` when the bytes are not
 */
export const openText = async (keys: KeyRing, sealed: SealedText, owner: SealedTextOwner): Promise<Secret> =>
  new Secret(await openEnvelope(keys, sealed, toTextOwner(owner)));
