import type { AssetState } from '@fleet-watch/contracts';
import { sql } from 'kysely';
import type { AccountTx } from './tables.ts';

/** A transition as a receiver is told of it. */
export type ToldTransition = {
  readonly assetId: string;
  readonly name: string | null;
  readonly from: AssetState;
  readonly to: AssetState;
  readonly at: Date;
  readonly lastSeenAt: Date | null;
};

/** One message, the same on every attempt. */
export type WebhookMessage = {
  readonly id: string;
  readonly createdAt: Date;
  readonly transitions: readonly ToldTransition[];
};

/** What there is to do for an account's webhook. */
export type WebhookClaim =
  | { readonly type: 'nothing' }
  | { readonly type: 'wait'; readonly until: Date }
  | { readonly type: 'send'; readonly url: string; readonly message: WebhookMessage };

/** At most so many transitions a message. */
const messageSize = 100;

/** Longer than one attempt takes; a process that dies holds a message up for so long. */
const claimMs = 60_000;

const findUrl = async (tx: AccountTx, accountId: string): Promise<string | undefined> => {
  const settings = await tx
    .selectFrom('account_settings')
    .select(['webhook_url', 'webhook_enabled'])
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return settings?.webhook_enabled === true ? (settings.webhook_url ?? undefined) : undefined;
};

/** Of a message that was begun exactly its transitions, else the next ones, the oldest first. */
const listTransitions = (
  tx: AccountTx,
  accountId: string,
  { after, upTo }: { after: number; upTo: number | null },
) =>
  tx
    .selectFrom('transition')
    .leftJoin('asset', (join) =>
      join
        .onRef('asset.account_id', '=', 'transition.account_id')
        .onRef('asset.asset_id', '=', 'transition.asset_id'),
    )
    .where('transition.account_id', '=', accountId)
    .where('transition.id', '>', after)
    .$if(upTo !== null, (query) => query.where('transition.id', '<=', upTo ?? 0))
    .orderBy('transition.id')
    .limit(messageSize)
    .select([
      'transition.id',
      'transition.asset_id as assetId',
      'asset.name',
      'transition.from_state as from',
      'transition.to_state as to',
      'transition.at',
      'transition.last_seen_at as lastSeenAt',
    ])
    .execute();

/**
 * Takes the next message of an account for one process. The row is locked while it looks: whoever comes at the same
 * moment waits, and sees either the claim or what was committed before.
 *
 * @param newId names a message that begins now
 */
export const claimMessage = async (
  tx: AccountTx,
  accountId: string,
  { now, newId }: { now: Date; newId: string },
): Promise<WebhookClaim> => {
  const url = await findUrl(tx, accountId);
  if (url === undefined) return { type: 'nothing' };
  const row = await tx
    .selectFrom('webhook')
    .selectAll()
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return { type: 'nothing' };
  const waits = [row.claimed_until, row.next_attempt_at];
  const until = waits.find((time): time is Date => time !== null && time > now);
  if (until !== undefined) return { type: 'wait', until };
  const transitions = await listTransitions(tx, accountId, {
    after: row.told_up_to,
    upTo: row.message_up_to,
  });
  const last = transitions.at(-1);
  if (last === undefined) return { type: 'nothing' };
  const { message_id: id = null, message_at: at = null } = row;
  const message = { id: id ?? newId, createdAt: at ?? now, transitions };
  await tx
    .updateTable('webhook')
    .set({
      message_id: message.id,
      message_at: message.createdAt,
      message_up_to: last.id,
      claimed_until: new Date(now.getTime() + claimMs),
    })
    .where('account_id', '=', accountId)
    .execute();
  return { type: 'send', url, message };
};

/** What came of an attempt. */
export type Attempt = {
  readonly messageId: string;
  readonly at: Date;
  readonly status: number | null;
  readonly error: string | null;
};

const lastOf = ({ at, status, error }: Attempt) => ({ last_at: at, last_status: status, last_error: error });

/** The message arrived: the next one can begin. */
export const recordDelivered = async (tx: AccountTx, accountId: string, attempt: Attempt): Promise<void> => {
  await tx
    .updateTable('webhook')
    .set({
      ...lastOf(attempt),
      told_up_to: sql`message_up_to`,
      message_id: null,
      message_at: null,
      message_up_to: null,
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
      disabled_reason: retryAt === undefined ? (attempt.error ?? 'Unknown') : null,
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
