import type { Database } from '@fleet-watch/iris-app-backend';
import type { FleetWatchTables } from '../store/tables.ts';
import { forgetRefused, recordRefused } from '../store/written-back-refusals.ts';
import { listFieldDifferences, recordWritten, type FieldDifference } from '../store/written-back.ts';
import type { WriteField } from './write-field.ts';

export type WriteBackDependencies = {
  readonly database: Database<FleetWatchTables>;
  readonly writeField: WriteField;
  readonly now: () => Date;
};

/** How far a run came. */
export type WriteBackResult = {
  readonly written: number;
  readonly refused: number;
  /** Whether there is nothing left to do for now. */
  readonly isComplete: boolean;
};

/** Written at once, which is also how many calls the client makes at a time for an account. */
const atOnce = 4;
/** Put down at once: what a crash makes us write a second time. */
const partSize = 20;
/** Of one run, refused ones among them; then others have a turn. */
const maxWrites = 400;
/** So many assets that Trackunit refuses, and none that it takes, mean that it refuses all of them for now. */
const maxRefusals = 20;
/** How long an asset that Trackunit refused is not tried again with the same value. */
const refusalMs = 7 * 86_400_000;
/** Tried again in one run: fewer than `maxRefusals`, so that refused again they keep no other asset from its turn. */
const maxTriedAgain = 10;

/** Does `work` for each item, some at a time; every one begun has ended when this does. */
const settleEach = async <Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<readonly PromiseSettledResult<void>[]> => {
  const queue = items.values();
  const runner = async () => {
    for (const item of queue) await work(item);
  };
  return Promise.allSettled(Array.from({ length: atOnce }, runner));
};

/**
 * Makes what brings assets' custom fields up to what is known: only where they differ from what was written, part by
 * part. What was written before a failure is put down, and is not written again; nor is what was refused, for a week.
 *
 * @returns a function that rejects with a `TrackunitError` that is not about a single asset
 */
export const createWriteBack = ({ database, writeField, now }: WriteBackDependencies) => {
  const writePart = async (
    accountId: string,
    part: readonly FieldDifference[],
    signal: AbortSignal,
  ): Promise<{ written: number; refused: number }> => {
    const written: FieldDifference[] = [];
    const refused: FieldDifference[] = [];
    const results = await settleEach(part, async (difference) => {
      signal.throwIfAborted();
      const outcome = await writeField(accountId, difference, signal);
      (outcome === 'written' ? written : refused).push(difference);
    });
    await database.forAccount(accountId, async (tx) => {
      await recordWritten(tx, accountId, written);
      await recordRefused(tx, accountId, { refused, now: now() });
    });
    const failure = results.find((result) => result.status === 'rejected');
    if (failure !== undefined) throw failure.reason;
    return { written: written.length, refused: refused.length };
  };

  return async (accountId: string, signal: AbortSignal): Promise<WriteBackResult> => {
    const old = { before: new Date(now().getTime() - refusalMs), limit: maxTriedAgain };
    await database.forAccount(accountId, (tx) => forgetRefused(tx, accountId, old));
    let [written, refused, after] = [0, 0, ''];
    while (written + refused < maxWrites) {
      if (written === 0 && refused >= maxRefusals) return { written, refused, isComplete: true };
      const place = { after, limit: partSize };
      const part = await database.forAccount(accountId, (tx) => listFieldDifferences(tx, accountId, place));
      const last = part.at(-1);
      if (last === undefined) return { written, refused, isComplete: true };
      const result = await writePart(accountId, part, signal);
      written += result.written;
      refused += result.refused;
      after = last.assetId;
    }
    return { written, refused, isComplete: false };
  };
};
