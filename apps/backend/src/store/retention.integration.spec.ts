import { randomUUID } from 'node:crypto';
import { daysBefore, toUtcDate } from '@fleet-watch/fleet';
import { expect, test } from 'vitest';
import { describeEachDatabase } from '../testing/each-database.ts';
import { forgetOldHistory } from './retention.ts';
import type { AccountTx } from './tables.ts';

const now = new Date('2026-03-10T00:30:00.000Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

const counts = { reporting: 1, silent: 0, never_reported: 0, estimated: false };

describeEachDatabase((database) => {
  const addHistory = async (tx: AccountTx, accountId: string) => {
    const day = (days: number) => ({
      account_id: accountId,
      day: daysBefore(toUtcDate(now), days),
      ...counts,
    });
    await tx.insertInto('fleet_day').values([0, 399, 400, 500].map(day)).execute();
    const transition = (days: number) => ({
      ...{ account_id: accountId, asset_id: 'a', sync_id: null, last_seen_at: null, at: daysAgo(days) },
      ...({ from_state: 'REPORTING', to_state: 'SILENT' } as const),
    });
    await tx.insertInto('transition').values([1, 399, 401].map(transition)).execute();
    const sync = (state: 'SUCCEEDED' | 'FAILED' | 'RUNNING', days: number) => ({
      ...{ id: randomUUID(), account_id: accountId, state, fetched: 1, queued_at: daysAgo(days) },
      finished_at: state === 'RUNNING' ? null : daysAgo(days),
    });
    const syncs = [sync('SUCCEEDED', 60), sync('SUCCEEDED', 40), sync('FAILED', 35), sync('RUNNING', 1)];
    await tx.insertInto('sync').values(syncs).execute();
    const staged = (index: number) => ({
      ...{
        account_id: accountId,
        asset_id: 'a',
        sync_id: syncs[index]?.id ?? '',
        state: 'REPORTING' as const,
      },
      ...{ name: null, brand: null, model: null, serial_number: null, asset_type: null },
      ...{ last_seen_at: null, silent_since: null },
    });
    await tx
      .insertInto('asset_staging')
      .values([staged(2), staged(3)])
      .execute();
  };

  test('history is kept for as long as promised and no longer, and what people see keeps its sync', async () => {
    const [accountId, other] = [randomUUID(), randomUUID()];
    for (const id of [accountId, other]) await database().forAccount(id, (tx) => addHistory(tx, id));
    const forget = () => database().forAccount(accountId, (tx) => forgetOldHistory(tx, accountId, now));
    expect(await forget()).toEqual({ fleetDays: 2, transitions: 1, syncs: 2, staged: 1 });
    expect(await forget()).toEqual({ fleetDays: 0, transitions: 0, syncs: 0, staged: 0 });
    const left = await database().forAccount(accountId, (tx) =>
      tx.selectFrom('sync').select('state').orderBy('queued_at').execute(),
    );
    expect(left).toEqual([{ state: 'SUCCEEDED' }, { state: 'RUNNING' }]);
    const others = await database().forAccount(other, (tx) => tx.selectFrom('sync').select('id').execute());
    expect(others).toHaveLength(4);
  });
});
