import { Secret } from '@fleet-watch/trackunit-client';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { accountTablePolicySql } from '../database/roles.ts';
import { newKeyRing } from '../testing/callback-under-test.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import { setUpVault } from '../testing/set-up-vault.ts';
import { sealText } from './sealed-text.ts';

const tables = {
  name: 'export_spec',
  migrations: {
    '0001_hook': `
      create table spec_hook (account_id uuid not null, key_id text, wrapped_key bytea, sealed_address bytea);
      ${accountTablePolicySql('spec_hook')}`,
  },
};

describeEachDatabase((database) => {
  test('an export whose reader goes away in the midst of it is in the audit all the same', async () => {
    const { vault, install, actionsOf } = setUpVault(database());
    const { accountId } = await install();
    const gone = new Error('EPIPE');
    const exporting = vault.exportAccount(accountId, 'anna', () => Promise.reject(gone));
    await expect(exporting).rejects.toBe(gone);
    expect(await actionsOf(accountId)).toContain('EXPORTED by anna');
  });

  test('an export leaves out what an app keeps sealed in a table of its own', async () => {
    await database().migrate(tables);
    const keys = newKeyRing();
    const { vault, install, irisAppId } = setUpVault(database(), keys);
    const { accountId } = await install();
    const sealed = await sealText(keys, new Secret('hush'), { irisAppId, accountId, purpose: 'hook' });
    await database().forAccount(accountId, (tx) =>
      sql`insert into spec_hook values (${accountId}, ${sealed.keyId}, ${sealed.wrappedKey}, ${sealed.sealed})`.execute(
        tx,
      ),
    );
    const exported: unknown[] = [];
    await vault.exportAccount(accountId, 'anna', async ({ table, rows }) => {
      if (table === 'public.spec_hook') exported.push(...rows);
    });
    expect(exported).toEqual([{ account_id: accountId, key_id: sealed.keyId }]);
  });
});
