import { accountChannel } from '../database/account-channel.ts';
import type { NewCredential } from './credential-text.ts';
import type { Envelope } from './envelope.ts';

/** A credential, encrypted and ready to be stored. */
export type SealedCredential = {
  readonly kind: NewCredential['kind'];
  readonly envelope: Envelope;
  /** A digest under the ring's first key, by which it is known again. */
  readonly mac: Buffer;
  /** The same under every other key: what is stored may not be rotated yet. */
  readonly olderMacs: readonly Buffer[];
};

/** A message about an account, ready to be stored. */
export type NewMessage = {
  readonly accountId: string;
  /** Names the message; new for each one that is not a repeat. */
  readonly messageId: string;
  readonly issuedAt: Date;
  /** What is installed; a message of another type has none. */
  readonly credential?: SealedCredential | undefined;
  /** With which body the message came, to know a repeat; what an operator does is not remembered so. */
  readonly memory?: { readonly bodyDigest: string; readonly forgetAt: Date } | undefined;
};

/** An install that changed something. */
export type StoredInstall = { readonly accountId: string; readonly generation: number };

/** `isNew` is false when a message of this id was here before; `stored` is set when an install changed something. */
export type MessageOutcome = { readonly isNew: boolean; readonly stored: StoredInstall | undefined };

/** One message as a row of JSON: many rows are one parameter, so the statement is always the same one. */
const toRow = ({ accountId, messageId, issuedAt, credential, memory }: NewMessage) => ({
  account_id: accountId,
  message_id: messageId,
  message_issued_at: issuedAt,
  body_digest: memory?.bodyDigest,
  forget_at: memory?.forgetAt,
  credential_kind: credential?.kind,
  key_id: credential?.envelope.keyId,
  wrapped_key: credential?.envelope.wrappedKey.toString('base64'),
  sealed_credential: credential?.envelope.sealed.toString('base64'),
  credential_mac: credential?.mac.toString('base64'),
});

/**
 * Whether the stored row gives way. An older message changes nothing, one of the same second does: identities count
 * whole seconds. The same credential again changes nothing either, unless the account was suspended and the message
 * is newer. What was uninstalled has no credential any more, so any is another one.
 */
const isNews = `(
  (excluded.message_issued_at >= installation.message_issued_at
    and excluded.credential_mac is distinct from installation.credential_mac)
  or (excluded.message_issued_at > installation.message_issued_at and installation.status <> 'ACTIVE')
)`;

/** A newer message with the same credential is remembered as the newest, so that a late uninstall cannot end it. */
const isNewer = `(${isNews} or excluded.message_issued_at > installation.message_issued_at)`;

const replaced = [
  'status',
  'credential_kind',
  'key_id',
  'wrapped_key',
  'sealed_credential',
  'credential_mac',
  'message_id',
  'installed_at',
  'updated_at',
  'granted_scopes',
  'proven_at',
  'refusals',
] as const;

const replaceWhenNews = replaced
  .map((column) => `${column} = case when ${isNews} then excluded.${column} else installation.${column} end`)
  .join(', ');

type Row = { message_id: string; is_new: boolean; account_id: string; generation: number | null };

/**
 * Everything that follows from messages in the database, in one statement and so in one round trip: the memory of
 * messages, the installs, their audit rows, and for an account that had the app already the end of its tokens and the
 * news for whoever remembers something of it: also with the same credential, a reinstall may have granted other scopes.
 *
 * Parameters: the messages as JSON, the app, the time, the actor.
 */
const storeSql = `
  with input as (
    select * from json_to_recordset($1::text::json) as row (
      account_id uuid, message_id text, message_issued_at timestamptz, body_digest text, forget_at timestamptz,
      credential_kind text, key_id text, wrapped_key text, sealed_credential text, credential_mac text
    )
  ), seen as (
    insert into iris_app.seen_message
    select message_id, body_digest, forget_at from input where body_digest is not null
    on conflict do nothing
    returning message_id
  ), message as (
    select input.*, body_digest is null or seen.message_id is not null as is_new
    from input left join seen using (message_id)
  ), kept as (
    insert into iris_app.installation (
      iris_app_id, account_id, generation, status, credential_kind, key_id, wrapped_key, sealed_credential,
      credential_mac, message_id, message_issued_at, installed_at, updated_at
    )
    select $2::text, account_id, 1, 'ACTIVE', credential_kind, key_id, decode(wrapped_key, 'base64'),
      decode(sealed_credential, 'base64'), decode(credential_mac, 'base64'), message_id, message_issued_at,
      $3::timestamptz, $3::timestamptz
    from message where is_new and credential_kind is not null
    order by account_id
    on conflict (iris_app_id, account_id) do update set
      generation = installation.generation + case when ${isNews} then 1 else 0 end,
      message_issued_at = excluded.message_issued_at,
      ${replaceWhenNews}
    where ${isNewer}
    returning account_id, generation, message_id
  ), changed as (
    select kept.account_id, kept.generation, message_id from kept join message using (account_id, message_id)
  ), renewed as (
    select account_id from kept left join changed using (account_id)
    where changed.account_id is null or changed.generation > 1
  ), audited as (
    insert into iris_app.audit (at, account_id, action, actor, generation)
    select $3::timestamptz, account_id,
      case generation when 1 then 'INSTALLED' else 'REINSTALLED' end, $4::text, generation
    from changed
  ), dropped as (
    delete from iris_app.token using renewed
    where token.account_id = renewed.account_id and token.iris_app_id = $2::text
  )
  select message_id, is_new, message.account_id, changed.generation,
    case when renewed.account_id is not null
      then pg_notify('${accountChannel}', message.account_id::text)::text end as told
  from message left join changed using (message_id) left join renewed on renewed.account_id = message.account_id
    and message.is_new`;

/** What the digest of a message's credential may be stored as, where the first key is not the only one. */
const toOlderRows = ({ accountId, credential }: NewMessage) =>
  (credential?.olderMacs ?? []).map((older) => ({
    account_id: accountId,
    older_mac: older.toString('base64'),
    mac: credential?.mac.toString('base64'),
  }));

/**
 * Puts the digest of a credential that comes again under the first key, as a rotation will, so that it is known as the
 * same one.
 *
 * Parameters: the digests as JSON, the app.
 */
const renewMacsSql = `
  update iris_app.installation set credential_mac = decode(mac, 'base64')
  from json_to_recordset($1::text::json) as input (account_id uuid, older_mac text, mac text)
  where installation.iris_app_id = $2::text and installation.account_id = input.account_id
    and installation.credential_mac = decode(older_mac, 'base64')`;

/** Runs one SQL statement with parameters in a transaction. */
export type Execute = (
  text: string,
  values: readonly unknown[],
) => Promise<{ readonly rows: readonly unknown[] }>;

export type StoreRequest = {
  readonly irisAppId: string;
  readonly messages: readonly NewMessage[];
  readonly actor: string;
  readonly now: Date;
};

/**
 * Stores messages, each about another account.
 *
 * @returns what became of each, in their order
 */
export const storeMessages = async (
  execute: Execute,
  { irisAppId, messages, actor, now }: StoreRequest,
): Promise<readonly MessageOutcome[]> => {
  const older = messages.flatMap(toOlderRows);
  if (older.length > 0) await execute(renewMacsSql, [JSON.stringify(older), irisAppId]);
  const { rows } = await execute(storeSql, [JSON.stringify(messages.map(toRow)), irisAppId, now, actor]);
  const byId = new Map((rows as readonly Row[]).map((row) => [row.message_id, row]));
  return messages.map(({ messageId }) => {
    const row = byId.get(messageId);
    if (row === undefined || row.generation === null)
      return { isNew: row?.is_new === true, stored: undefined };
    return { isNew: true, stored: { accountId: row.account_id, generation: row.generation } };
  });
};
