import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { describeEachDatabase } from '../testing/each-database.ts';
import { announceAccountChange, listenToAccountChanges } from './account-changes.ts';
import type { LibraryTables } from './library-tables.ts';

describeEachDatabase((open) => {
  test('who hears of a change opens a transaction of its own, whatever transaction told of it', async () => {
    const database = open<LibraryTables>();
    await database.migrate({ name: 'changes_spec', migrations: {} });
    const accountId = randomUUID();
    const outcomes: unknown[] = [];
    const stop = await listenToAccountChanges(database, {
      onChange: (changed) => {
        if (changed !== accountId) return;
        database
          .forAccount(accountId, async () => 'done')
          .then(
            (outcome) => outcomes.push(outcome),
            (cause: unknown) => outcomes.push(cause),
          );
      },
      onGap: () => {},
    });
    await database.forAccount(accountId, (tx) => announceAccountChange(tx, accountId));
    await expect.poll(() => outcomes).toEqual(['done']);
    await stop();
  });
});
