import { randomUUID } from 'node:crypto';
import { createTestDatabase } from '@fleet-watch/testing';
import { toTokenKeyName } from '@fleet-watch/trackunit-client';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createDatabase, type Database } from '../database/create-database.ts';
import { accountTablePolicySql } from '../database/roles.ts';
import { createBudgetStore } from '../stores/create-budget-store.ts';
import { createRenewalLease } from '../stores/create-renewal-lease.ts';
import { createTokenStore } from '../stores/create-token-store.ts';
import { newKeyRing } from '../testing/callback-under-test.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import { newToken } from '../testing/new-token.ts';
import { setUpVault } from '../testing/set-up-vault.ts';

describeEachDatabase((database) => {
  /** An account whose last message is dated by a clock that is a minute ahead of this one. */
  const setUpAhead = async () => {
    const { irisAppId, vault, install, actionsOf } = setUpVault(database());
    const { accountId } = await install();
    const ahead = new Date(Date.now() + 60_000);
    await database().asSystem((tx) =>
      sql`update iris_app.installation set message_issued_at = ${ahead}
        where iris_app_id = ${irisAppId}`.execute(tx),
    );
    return { vault, accountId, install, actionsOf };
  };

  test('an account whose last message is ahead of this clock is erased, too', async () => {
    const { vault, accountId, actionsOf } = await setUpAhead();
    await vault.eraseAccount(accountId, 'anna');
    expect(await vault.findCredential(accountId)).toBeUndefined();
    expect(await vault.findInstallation(accountId)).toBeUndefined();
    expect((await actionsOf(accountId)).slice(0, 2)).toEqual(['ERASED by anna', 'UNINSTALLED by anna']);
  });

  test('an erased account leaves no token, and nothing of what Trackunit allowed it', async () => {
    const keys = newKeyRing();
    const { irisAppId, vault, install } = setUpVault(database(), keys);
    const [own, other] = [await install(), await install()];
    const environment = 'https://iris.example';
    for (const { accountId } of [own, other]) {
      const key = { environment, irisAppId, accountId, generation: '1', scope: 'asset.view' };
      await createTokenStore({ database: database(), keys }).saveToken(key, newToken());
      await createBudgetStore({ database: database() }).pause({ environment, accountId, endpoint: 'x' }, 1);
    }
    const countRows = (accountId: string) =>
      database().asSystem(async (tx) => {
        const { rows } = await sql<{
          n: number;
        }>`select (select count(*) from iris_app.token where account_id = ${accountId})
          + (select count(*) from iris_app.budget where account_id = ${accountId}) as n`.execute(tx);
        return rows[0]?.n;
      });
    expect(await countRows(own.accountId)).toBe(2);
    await vault.eraseAccount(own.accountId, 'anna');
    expect(await countRows(own.accountId)).toBe(0);
    expect(await countRows(other.accountId)).toBe(2);
  });

  test('a lease that a killed process left does not outlive the account that it names', async () => {
    const { irisAppId, vault, install } = setUpVault(database());
    const [own, other] = [await install(), await install()];
    const lease = createRenewalLease({ database: database() });
    for (const { accountId } of [own, other]) {
      const key = { environment: 'https://iris.example', irisAppId, accountId, generation: '1', scope: 'x' };
      await lease.acquire(toTokenKeyName(key), 'killed', 60_000);
    }
    await vault.eraseAccount(own.accountId, 'anna');
    const { rows } = await database().asSystem((tx) =>
      sql<{ name: string }>`select name from iris_app.lease`.execute(tx),
    );
    const names = rows.map(({ name }) => name).join(' ');
    expect(names).not.toContain(own.accountId);
    expect(names).toContain(other.accountId);
  });

  test('a credential added by hand replaces one whose message is ahead of this clock', async () => {
    const { vault, accountId, install } = await setUpAhead();
    expect(await install(accountId, 'by hand')).toEqual({ accountId, generation: 2 });
    expect((await vault.findCredential(accountId))?.clientSecret.reveal()).toBe('by hand');
  });

  test('the same credential again is no new generation, also where its message is ahead of this clock', async () => {
    const { accountId, install } = await setUpAhead();
    expect(await install(accountId)).toEqual({ accountId, generation: 1 });
  });

  test('an account that uninstalled had the app, one that nobody knows had not', async () => {
    const { vault, install } = setUpVault(database());
    const { accountId } = await install();
    await database().asSystem((tx) => vault.uninstall(tx, { accountId, issuedAt: new Date() }, 'trackunit'));
    expect(await vault.wasInstalled(accountId)).toBe(true);
    expect(await vault.findInstallation(accountId)).toBeUndefined();
    expect(await vault.wasInstalled(randomUUID())).toBe(false);
    await vault.eraseAccount(accountId, 'anna');
    expect(await vault.wasInstalled(accountId)).toBe(true);
  });
});

const tables = {
  name: 'erase_spec',
  migrations: {
    '0001_things': `
      create table spec_asset (account_id uuid not null, n int not null, unique (account_id, n));
      ${accountTablePolicySql('spec_asset')}
      create table spec_sync (account_id uuid not null);
      ${accountTablePolicySql('spec_sync')}`,
  },
};

describe('while somebody else writes', () => {
  let database: Database<unknown>;
  let publisher: pg.Client;
  beforeAll(async () => {
    const url = await createTestDatabase(inject('postgresUrl'));
    database = await createDatabase<unknown>({ url });
    await database.migrate(tables);
    publisher = new pg.Client({ connectionString: url });
    await publisher.connect();
  });
  afterAll(async () => {
    await publisher.end();
    await database.close();
  });

  const untilErasingWaits = () =>
    expect
      .poll(async () => {
        const waiting = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
        return (await publisher.query(waiting)).rows.length;
      })
      .toBe(1);

  /** Erases an account while another transaction, which holds the row of its sync, writes to an earlier table. */
  const eraseDuring = async (write: string) => {
    const { vault, install } = setUpVault(database);
    const { accountId } = await install();
    await publisher.query('insert into spec_sync values ($1)', [accountId]);
    await publisher.query('insert into spec_asset values ($1, 1)', [accountId]);
    await publisher.query('begin');
    await publisher.query('select 1 from spec_sync where account_id = $1 for update', [accountId]);
    const erased = vault.eraseAccount(accountId, 'anna');
    await untilErasingWaits();
    const outcome = await publisher.query(write, [accountId]).then(
      () => 'written',
      () => 'ended by the server',
    );
    await publisher.query(outcome === 'written' ? 'commit' : 'rollback');
    await erased;
    const left = `select (select count(*) from spec_asset) + (select count(*) from spec_sync) as n`;
    return Number((await publisher.query<{ n: string }>(left)).rows[0]?.n);
  };

  test('what a sync publishes while its account is erased is erased, too', async () => {
    expect(await eraseDuring('insert into spec_asset values ($1, 2)')).toBe(0);
  });

  test('a sync that waits for a row that is erased, while erasing waits for it, keeps no account from being erased', async () => {
    expect(await eraseDuring('update spec_asset set n = 3 where account_id = $1')).toBe(0);
  });
});
