import { sql } from 'kysely';
import type { Failure } from '../failures/failure.ts';
import type { AccountTx } from './tables.ts';
import { noMessage } from './webhook-messages.ts';

/** One attempt at the message under way. */
type Attempt = { readonly messageId: string; readonly at: Date };

/** One that arrived. */
type DeliveredAttempt = Attempt & { readonly status: number; readonly failure: null };

/** One that did not; `status` is missing where there was no answer. */
export type FailedAttempt = Attempt & { readonly status: number | null; readonly failure: Failure };

const lastOf = ({ at, status, failure }: DeliveredAttempt | FailedAttempt) => ({
  last_at: at,
  last_status: status,
  last_error: failure,
});

/** The message arrived: the next one can begin. */
export const recordDelivered = async (
  tx: AccountTx,
  accountId: string,
  attempt: DeliveredAttempt,
): Promise<void> => {
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
  }: { attempt: FailedAttempt; url: string; toRetryAt: (failures: number) => Date | undefined },
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
      disabled_reason: retryAt === undefined ? attempt.failure : null,
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
