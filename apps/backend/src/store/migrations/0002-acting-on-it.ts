import { accountTablePolicySql } from '@fleet-watch/iris-app-backend';

const tables = ['webhook', 'webhook_secret', 'written_back'];

/** What was told to webhooks, how that went, what they are signed with, and what was written to assets. */
export const actingOnItMigration = `
create index transition_by_account on transition (account_id, id);

-- Transitions of one account get their ids one after the other (see lock-fleet.ts), so one number says what was told.
create table webhook (
  account_id uuid primary key,
  told_up_to bigint not null,
  -- The message under way: the same id and the same transitions until it is delivered.
  message_id uuid,
  message_at timestamptz,
  message_up_to bigint,
  failures integer not null default 0,
  next_attempt_at timestamptz,
  -- Until then one process is sending.
  claimed_until timestamptz,
  disabled_reason text,
  last_at timestamptz,
  last_status integer,
  last_error text,
  tested_at timestamptz
);

-- The newest one signs; an earlier one signs too until it expires. The column of the secret has the name that the
-- export of an account's data leaves out.
create table webhook_secret (
  secret_id uuid primary key,
  account_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  shown boolean not null,
  key_id text not null,
  wrapped_key bytea not null,
  sealed_credential bytea not null
);
create index webhook_secret_by_account on webhook_secret (account_id);
create index webhook_secret_by_key on webhook_secret (key_id);

-- What stands in the custom field of an asset, as far as we put it there.
create table written_back (
  account_id uuid not null,
  asset_id text not null,
  silent_since timestamptz not null,
  primary key (account_id, asset_id)
);
${tables.map((table) => accountTablePolicySql(table)).join('\n')}
insert into webhook (account_id, told_up_to)
  select account_id, coalesce((select max(id) from transition where transition.account_id = account_settings.account_id), 0)
  from account_settings where webhook_url is not null;
`;
