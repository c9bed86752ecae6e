import type { Settings, WebhookStatus } from '@fleet-watch/contracts';
import { sql } from 'kysely';
import type { AccountTx } from './tables.ts';
import { noMessage } from './webhook-messages.ts';

type WebhookSetting = Settings['webhook'];

const newestTransition = (accountId: string) =>
  sql<number>`coalesce((select max(id) from transition where account_id = ${accountId}), 0)`;

/** From here on everything is news; what was under way is given up. */
const beginAnew = async (tx: AccountTx, accountId: string): Promise<void> => {
  const columns = {
    told_up_to: newestTransition(accountId),
    ...noMessage,
    failures: 0,
    next_attempt_at: null,
    claimed_until: null,
    disabled_reason: null,
  };
  await tx
    .insertInto('webhook')
    .values({ account_id: accountId, ...columns })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(columns))
    .execute();
};

/** The message under way, if any, is tried at once, and its attempts are counted from one. */
const tryAgain = async (tx: AccountTx, accountId: string): Promise<void> => {
  await tx
    .updateTable('webhook')
    .set({ failures: 0, next_attempt_at: null, disabled_reason: null })
    .where('account_id', '=', accountId)
    .execute();
};

const wasSwitchedOff = async (tx: AccountTx, accountId: string): Promise<boolean> => {
  const row = await tx
    .selectFrom('webhook')
    .select('disabled_reason')
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row !== undefined && row.disabled_reason !== null;
};

/**
 * Follows what an account decided about its webhook. One that the account switches on begins with what happens from
 * now on; one that we had switched off goes on where it stopped. A webhook that is taken away takes its secrets along.
 */
export const followWebhookSetting = async (
  tx: AccountTx,
  accountId: string,
  { before, after }: { before: WebhookSetting; after: WebhookSetting },
): Promise<void> => {
  if (after === null) {
    if (before === null) return;
    await tx.deleteFrom('webhook').where('account_id', '=', accountId).execute();
    await tx.deleteFrom('webhook_secret').where('account_id', '=', accountId).execute();
    return;
  }
  if (!after.enabled) return;
  if (before?.enabled === true) {
    if (before.url !== after.url) await tryAgain(tx, accountId);
    return;
  }
  if (await wasSwitchedOff(tx, accountId)) await tryAgain(tx, accountId);
  else await beginAnew(tx, accountId);
};

/** How an account's webhook is doing. Each failure is one of ours, or a sentence of an earlier version. */
export type StoredWebhookStatus = Omit<WebhookStatus, 'disabledReason' | 'lastDelivery'> & {
  readonly disabledBy: string | null;
  readonly lastAttempt: {
    readonly at: string;
    readonly status: number | null;
    readonly failure: string | null;
  } | null;
};

/** How an account's webhook is doing. */
export const readWebhookStatus = async (tx: AccountTx, accountId: string): Promise<StoredWebhookStatus> => {
  const settings = await tx
    .selectFrom('account_settings')
    .select(['webhook_url', 'webhook_enabled'])
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  const row = await tx
    .selectFrom('webhook')
    .select(['disabled_reason', 'last_at', 'last_status', 'last_error'])
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  const secret = await tx
    .selectFrom('webhook_secret')
    .select('secret_id')
    .where('account_id', '=', accountId)
    .where('shown', '=', true)
    .limit(1)
    .executeTakeFirst();
  const lastAt = row?.last_at ?? null;
  return {
    url: settings?.webhook_url ?? null,
    enabled: settings?.webhook_enabled ?? false,
    disabledBy: row?.disabled_reason ?? null,
    lastAttempt:
      row === undefined || lastAt === null
        ? null
        : { at: lastAt.toISOString(), status: row.last_status, failure: row.last_error },
    hasSecret: secret !== undefined,
  };
};

/**
 * Puts down that a test is sent, unless one was sent less than `spacingMs` ago.
 *
 * @returns nothing when this test may go, else how many milliseconds it is too early
 */
export const claimTest = async (
  tx: AccountTx,
  accountId: string,
  { now, spacingMs }: { readonly now: Date; readonly spacingMs: number },
): Promise<number | undefined> => {
  const notSince = new Date(now.getTime() - spacingMs);
  const claimed = await tx
    .insertInto('webhook')
    .values({ account_id: accountId, told_up_to: newestTransition(accountId), failures: 0, tested_at: now })
    .onConflict((conflict) =>
      conflict
        .column('account_id')
        .doUpdateSet({ tested_at: now })
        .where((where) =>
          where.or([where('webhook.tested_at', 'is', null), where('webhook.tested_at', '<=', notSince)]),
        ),
    )
    .returning('account_id')
    .executeTakeFirst();
  if (claimed !== undefined) return undefined;
  const last = await tx
    .selectFrom('webhook')
    .select('tested_at')
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return (last?.tested_at ?? now).getTime() + spacingMs - now.getTime();
};
