import { sql } from 'kysely';
import type { Failure } from '../failures/failure.ts';
import type { AccountTx } from './tables.ts';
import { noMessage } from './webhook-messages.ts';

/** What came of an attempt. */
export type Attempt = {
  readonly messageId: string;
  readonly at: Date;
  readonly status: number | null;
  /** Nothing where it arrived. */
  readonly failure: Failure | null;
};

const lastOf = ({ at, status, failure }: Attempt) => ({
  last_at: at,
  last_status: status,
  last_error: failure,
});

/** The message arrived: the next one can begin. */
export const recordDelivered = async (tx: AccountTx, accountId: string, attempt: Attempt): Promise<void> => {
  await tx
    .updateTable('webhook')
    .set({
      ...lastOf(attempt),
      told_up_to: sql`message_up_to`,
      ...noMessage,
      failures: 0,
      next_attempt_at: null,
      claimed_until: null,
    })
    .where('account_id', '=', accountId)
    .where('message_id', '=', attempt.messageId)
    .execute();
};

/**
 * The message did not arrive.
 *
 * @param toRetryAt from how often it failed, this time included: when it is tried again, or nothing to switch off
 * @returns when it is tried again; nothing when the webhook is switched off, or was changed in the meantime
 */
export const recordFailed = async (
  tx: AccountTx,
  accountId: string,
  {
    attempt,
    url,
    toRetryAt,
  }: { attempt: Attempt; url: string; toRetryAt: (failures: number) => Date | undefined },
): Promise<Date | undefined> => {
  // Settings first, then the webhook: the order in which a change of settings locks them.
  const settings = await tx
    .selectFrom('account_settings')
    .select(['webhook_url', 'webhook_enabled'])
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
  const { failures } = (await tx
    .selectFrom('webhook')
    .select('failures')
    .where('account_id', '=', accountId)
    .where('message_id', '=', attempt.messageId)
    .forUpdate()
    .executeTakeFirst()) ?? { failures: undefined };
  if (failures === undefined) return undefined;
  const update = tx.updateTable('webhook').where('account_id', '=', accountId);
  if (settings?.webhook_url !== url || !settings.webhook_enabled) {
    await update.set({ claimed_until: null }).execute();
    return undefined;
  }
  const retryAt = toRetryAt(failures + 1);
  await update
    .set({
      ...lastOf(attempt),
      failures: failures + 1,
      next_attempt_at: retryAt ?? null,
      claimed_until: null,
      disabled_reason: retryAt === undefined ? (attempt.failure ?? 'unknown') : null,
    })
    .execute();
  if (retryAt === undefined)
    await tx
      .updateTable('account_settings')
      .set({ webhook_enabled: false })
      .where('account_id', '=', accountId)
      .execute();
  return retryAt;
};
