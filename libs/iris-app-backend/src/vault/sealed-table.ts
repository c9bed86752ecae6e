import type { SystemTransaction } from '../database/create-database.ts';
import type { Envelope, EnvelopeOwner } from './envelope.ts';
import { toTextOwner, type SealedText, type SealedTextOwner } from './sealed-text.ts';

/** Some rows by the key that they are under. */
export type KeyFilter = {
  readonly keyId: string;
  /** True for the rows under that key, false for those under any other. */
  readonly isUnderIt: boolean;
  /** At most so many. */
  readonly limit: number;
};

/** How many rows each key encrypts, by key id. */
export type KeyUse = ReadonlyMap<string, number>;

/** One stored text, whose it is, and how to put it down under another key in the transaction that found it. */
export type SealedRow = {
  readonly owner: SealedTextOwner;
  readonly sealed: SealedText;
  readonly replace: (next: SealedText) => Promise<void>;
};

/**
 * A table of an app's own that keeps what `sealText` made. Named to the vault, it is part of what `checkKeys` opens,
 * `countKeyUse` counts and `rotateKeys` puts under the first key.
 */
export type SealedTable<Tables> = {
  readonly countByKey: (tx: SystemTransaction<Tables>) => Promise<KeyUse>;
  /** Locks what it lists, so that nobody else changes it before `replace`. */
  readonly list: (tx: SystemTransaction<Tables>, filter: KeyFilter) => Promise<readonly SealedRow[]>;
};

/** The same for the vault, whose own tables are no app's. */
export type EnvelopeTable<Tables> = {
  readonly countByKey: SealedTable<Tables>['countByKey'];
  readonly list: (tx: SystemTransaction<Tables>, filter: KeyFilter) => Promise<readonly EnvelopeRow[]>;
};

/** `replace` is given the text, too: a digest of it may be stored beside it. */
export type EnvelopeRow = {
  readonly owner: EnvelopeOwner;
  readonly envelope: Envelope;
  readonly replace: (next: Envelope, text: string) => Promise<void>;
};

/** An app's table as one of the vault's. */
export const toEnvelopeTable = <Tables>(table: SealedTable<Tables>): EnvelopeTable<Tables> => ({
  countByKey: table.countByKey,
  list: async (tx, filter) =>
    (await table.list(tx, filter)).map(({ owner, sealed, replace }) => ({
      owner: toTextOwner(owner),
      envelope: sealed,
      replace: (next) => replace(next),
    })),
});
