import type { Transaction } from 'kysely';
import { expectTypeOf, test } from 'vitest';
import type { AccountTransaction, SystemTransaction } from './create-database.ts';

type Tables = { machine: { account_id: string } };

test('what needs a transaction that sees every account is given no other one, nor the other way round', () => {
  expectTypeOf<AccountTransaction<Tables>>().not.toExtend<SystemTransaction<Tables>>();
  expectTypeOf<SystemTransaction<Tables>>().not.toExtend<AccountTransaction<Tables>>();
  expectTypeOf<AccountTransaction<Tables>>().toExtend<Transaction<Tables>>();
  expectTypeOf<SystemTransaction<Tables>>().toExtend<Transaction<Tables>>();
});
