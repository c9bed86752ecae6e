import { sql } from 'kysely';
import { getOnlyRow } from './get-only-row.ts';
import type { AccountTx } from './tables.ts';

/** What an account's fleet, as it now is, gives a reason for. */
export type DueActions = {
  /** There are transitions that the account's webhook has not been told. */
  readonly notify: boolean;
  /** Assets may show another value than they should. */
  readonly writeBack: boolean;
};

/** Looks at what is there, not at what just happened: whatever was left undone before is due, too. */
export const findDueActions = async (tx: AccountTx, accountId: string): Promise<DueActions> => {
  const result = await sql<DueActions>`
    select
      coalesce(settings.webhook_enabled and exists (
        select from transition
        where transition.account_id = ${accountId}
          and transition.id > (select told_up_to from webhook where account_id = ${accountId})), false) as "notify",
      coalesce(settings.write_back, false)
        or exists (select from written_back where account_id = ${accountId}) as "writeBack"
    from (select) as one
    left join account_settings as settings on settings.account_id = ${accountId}`.execute(tx);
  return getOnlyRow(result);
};
