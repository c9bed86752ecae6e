import type { Database } from '../database/create-database.ts';
import { againAfterDeadlock } from './again-after-deadlock.ts';
import { openEnvelope, rewrapEnvelope } from './envelope.ts';
import type { KeyRing } from './key-ring.ts';
import type { EnvelopeRow, EnvelopeTable, KeyUse } from './sealed-table.ts';
import { VaultError } from './vault-error.ts';

type Context<Tables> = {
  readonly database: Database<Tables>;
  readonly keys: KeyRing;
  readonly tables: readonly EnvelopeTable<Tables>[];
};

/** How much each key encrypts, in all tables. */
export const countKeyUse = <Tables>({ database, tables }: Context<Tables>): Promise<KeyUse> =>
  database.asSystem(async (tx) => {
    const use = new Map<string, number>();
    for (const table of tables) {
      for (const [keyId, count] of await table.countByKey(tx)) use.set(keyId, (use.get(keyId) ?? 0) + count);
    }
    return use;
  });

/**
 * Opens one thing of each key in use in each table.
 *
 * @throws VaultError `key_missing` or `key_wrong`, which names the key id
 */
export const checkKeys = <Tables>({ database, keys, tables }: Context<Tables>): Promise<void> =>
  database.asSystem(async (tx) => {
    for (const table of tables) {
      for (const keyId of (await table.countByKey(tx)).keys()) {
        for (const { envelope, owner } of await table.list(tx, { keyId, isUnderIt: true, limit: 1 }))
          await openEnvelope(keys, envelope, owner);
      }
    }
  });

/** How far a rotation is. */
export type RotationProgress = { readonly done: number; readonly total: number };

/** How to rotate, and whom to tell of it. A rotation that was stopped or died has lost nothing: begin another. */
export type RotateKeysOptions = {
  readonly onProgress?: ((progress: RotationProgress) => void) | undefined;
  /** Stops between two batches; the next rotation goes on from there. */
  readonly signal?: AbortSignal | undefined;
  /** Rows of each table in one transaction, 100 by default. */
  readonly batchSize?: number | undefined;
};

/** Says which row it is that does not open: a rotation ends there each time until somebody sees to that account. */
const openRow = async (keys: KeyRing, { envelope, owner }: EnvelopeRow): Promise<string> => {
  try {
    return await openEnvelope(keys, envelope, owner);
  } catch (cause) {
    if (!(cause instanceof VaultError)) throw cause;
    const whose = `account ${owner.accountId}, ${owner.purpose}`;
    throw new VaultError(cause.code, `${cause.message} (${whose})`, { cause });
  }
};

const rotateBatch = <Tables>({ database, keys, tables }: Context<Tables>, limit: number): Promise<number> =>
  database.asSystem(async (tx) => {
    let rotated = 0;
    for (const table of tables) {
      for (const row of await table.list(tx, { keyId: keys.firstKeyId, isUnderIt: false, limit })) {
        const { envelope, owner, replace } = row;
        const text = await openRow(keys, row);
        await replace(await rewrapEnvelope(keys, envelope, owner), text);
        rotated += 1;
      }
    }
    return rotated;
  });

/** Wraps every data key that another key wrapped with the first key, in small transactions, while serving goes on. */
export const rotateKeys = async <Tables>(
  context: Context<Tables>,
  { onProgress = () => {}, signal, batchSize = 100 }: RotateKeysOptions,
): Promise<RotationProgress> => {
  const use = await countKeyUse(context);
  const total = [...use].reduce((sum, [id, count]) => sum + (id === context.keys.firstKeyId ? 0 : count), 0);
  let done = 0;
  onProgress({ done, total });
  for (;;) {
    signal?.throwIfAborted();
    const rotated = await againAfterDeadlock(() => rotateBatch(context, batchSize));
    if (rotated === 0) return { done, total: Math.max(done, total) };
    done += rotated;
    onProgress({ done, total: Math.max(done, total) });
  }
};
