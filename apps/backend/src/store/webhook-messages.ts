import type { AssetState } from '@fleet-watch/contracts';
import type { Selectable } from 'kysely';
import type { WebhookTable } from './acting-tables.ts';
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

/** No message is under way. */
export const noMessage = { message_id: null, message_at: null, message_up_to: null };

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
    .where((is) =>
      upTo === null
        ? is('transition.id', '>', after)
        : is.and([is('transition.id', '>', after), is('transition.id', '<=', upTo)]),
    )
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

type Row = Selectable<WebhookTable>;

/** A message with the transition that it ends with. */
type Bounded = { readonly message: WebhookMessage; readonly upTo: number };

/** The message under way. One of which every transition has been forgotten for its age is given up. */
const findBegun = async (tx: AccountTx, row: Row): Promise<Bounded | undefined> => {
  const { account_id: accountId, message_id: id, message_at: createdAt, message_up_to: upTo } = row;
  if (id === null || createdAt === null || upTo === null) return undefined;
  const transitions = await listTransitions(tx, accountId, { after: row.told_up_to, upTo });
  return transitions.length === 0 ? undefined : { message: { id, createdAt, transitions }, upTo };
};

const beginMessage = async (
  tx: AccountTx,
  { account_id: accountId, told_up_to: after }: Row,
  { now, newId }: { now: Date; newId: string },
): Promise<Bounded | undefined> => {
  const transitions = await listTransitions(tx, accountId, { after, upTo: null });
  const upTo = transitions.at(-1)?.id;
  return upTo === undefined ? undefined : { message: { id: newId, createdAt: now, transitions }, upTo };
};

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
  const found = (await findBegun(tx, row)) ?? (await beginMessage(tx, row, { now, newId }));
  if (found === undefined) return { type: 'nothing' };
  const { message, upTo } = found;
  await tx
    .updateTable('webhook')
    .set({
      message_id: message.id,
      message_at: message.createdAt,
      message_up_to: upTo,
      claimed_until: new Date(now.getTime() + claimMs),
    })
    .where('account_id', '=', accountId)
    .execute();
  return { type: 'send', url, message };
};
