import { sql, type Transaction } from 'kysely';
import { announceAccountChange } from '../database/account-changes.ts';
import type { LibraryTables } from '../database/library-tables.ts';
import type { NewCredential } from './credential-text.ts';
import type { Envelope } from './envelope.ts';

/** One install, encrypted and ready to be stored. */
export type SealedInstall = {
  readonly accountId: string;
  readonly kind: NewCredential['kind'];
  readonly envelope: Envelope;
  readonly mac: Buffer;
  /** Names the message; new for each. */
  readonly messageId: string;
  readonly issuedAt: Date;
};

/** An install that changed something. */
export type StoredInstall = { readonly accountId: string; readonly generation: number };

/** One install as a row of JSON: many rows are one parameter, so the statement is always the same one. */
const toRow = ({ accountId, kind, envelope, mac, messageId, issuedAt }: SealedInstall) => ({
  account_id: accountId,
  credential_kind: kind,
  key_id: envelope.keyId,
  wrapped_key: envelope.wrappedKey.toString('base64'),
  sealed_credential: envelope.sealed.toString('base64'),
  credential_mac: mac.toString('base64'),
  message_id: messageId,
  message_issued_at: issuedAt,
});

/**
 * Whether the stored row gives way. An older message changes nothing. The same credential again changes nothing
 * either, unless the account was suspended or gone and the message is newer than what made it so.
 */
const isNews = sql`(
  (installation.status = 'ACTIVE' and excluded.message_issued_at >= installation.message_issued_at
    and excluded.credential_mac is distinct from installation.credential_mac)
  or (installation.status <> 'ACTIVE' and excluded.message_issued_at > installation.message_issued_at)
)`;

/** A newer message with the same credential is remembered as the newest, so that a late uninstall cannot end it. */
const isNewer = sql`(${isNews} or excluded.message_issued_at > installation.message_issued_at)`;

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

const replaceWhenNews = sql.join(
  replaced.map((name) => {
    const column = sql.ref(name);
    return sql`${column} = case when ${isNews} then excluded.${column} else installation.${column} end`;
  }),
);

export type StoreInstallsRequest = {
  readonly irisAppId: string;
  readonly installs: readonly SealedInstall[];
  readonly actor: string;
  readonly now: Date;
};

/**
 * Stores installs of different accounts, and their audit rows, with one statement.
 *
 * @returns those that changed something, with their generation; repeats and older ones are not among them
 */
export const storeInstalls = async (
  tx: Transaction<LibraryTables>,
  { irisAppId, installs, actor, now }: StoreInstallsRequest,
): Promise<readonly StoredInstall[]> => {
  const { rows: stored } = await sql<StoredInstall>`
    with message as (
      select * from json_to_recordset(${JSON.stringify(installs.map(toRow))}::text::json) as row (
        account_id uuid, credential_kind text, key_id text, wrapped_key text, sealed_credential text,
        credential_mac text, message_id text, message_issued_at timestamptz
      )
    ), kept as (
      insert into iris_app.installation (
        iris_app_id, account_id, generation, status, credential_kind, key_id, wrapped_key, sealed_credential,
        credential_mac, message_id, message_issued_at, installed_at, updated_at
      )
      select ${irisAppId}, account_id, 1, 'ACTIVE', credential_kind, key_id, decode(wrapped_key, 'base64'),
        decode(sealed_credential, 'base64'), decode(credential_mac, 'base64'), message_id, message_issued_at,
        ${now}::timestamptz, ${now}::timestamptz
      from message
      on conflict (iris_app_id, account_id) do update set
        generation = installation.generation + case when ${isNews} then 1 else 0 end,
        message_issued_at = excluded.message_issued_at,
        ${replaceWhenNews}
      where ${isNewer}
      returning account_id, generation, message_id
    ), changed as (
      select kept.account_id, kept.generation from kept join message using (account_id, message_id)
    ), audited as (
      insert into iris_app.audit (at, account_id, action, actor, generation)
      select ${now}::timestamptz, account_id,
        case generation when 1 then 'INSTALLED' else 'REINSTALLED' end, ${actor}, generation
      from changed
    )
    select account_id as "accountId", generation from changed`.execute(tx);
  await dropWhatIsOld(tx, irisAppId, stored);
  return stored;
};

/** A new generation has no use for the tokens of the one before, nor for what processes remember of it. */
const dropWhatIsOld = async (
  tx: Transaction<LibraryTables>,
  irisAppId: string,
  stored: readonly StoredInstall[],
): Promise<void> => {
  const again = stored.filter(({ generation }) => generation > 1).map(({ accountId }) => accountId);
  if (again.length === 0) return;
  await tx
    .deleteFrom('iris_app.token')
    .where('iris_app_id', '=', irisAppId)
    .where('account_id', 'in', again)
    .execute();
  for (const accountId of again) await announceAccountChange(tx, accountId);
};
