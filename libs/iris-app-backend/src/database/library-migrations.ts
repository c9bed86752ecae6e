import type { MigrationSet } from './migrations.ts';
import { accountRole, accountTablePolicySql, rolesSql } from './roles.ts';

const installationsSql = `
grant usage on schema iris_app to ${accountRole};

create table iris_app.installation (
  iris_app_id text not null,
  account_id uuid not null,
  generation integer not null,
  status text not null check (status in ('ACTIVE', 'SUSPENDED', 'UNINSTALLED')),
  credential_kind text,
  key_id text,
  wrapped_key bytea,
  sealed_credential bytea,
  credential_mac bytea,
  message_id text not null,
  message_issued_at timestamptz not null,
  installed_at timestamptz not null,
  updated_at timestamptz not null,
  granted_scopes jsonb not null default '[]',
  proven_at timestamptz,
  refusals integer not null default 0,
  primary key (iris_app_id, account_id),
  check ((sealed_credential is null) = (status = 'UNINSTALLED'))
);
${accountTablePolicySql('iris_app.installation', { privileges: 'select' })}

create table iris_app.audit (
  audit_id bigint generated always as identity,
  at timestamptz not null,
  account_id uuid not null,
  action text not null,
  actor text not null,
  generation integer,
  detail jsonb not null default '{}',
  primary key (account_id, audit_id)
);
${accountTablePolicySql('iris_app.audit', { privileges: 'select' })}

create table iris_app.seen_message (
  message_id text primary key,
  body_digest text not null,
  forget_at timestamptz not null
);
create index seen_message_forget on iris_app.seen_message using brin (forget_at);

create table iris_app.key_set (
  url text primary key,
  jwks jsonb not null,
  fetched_at timestamptz not null
);
`;

const clientStoresSql = `
create table iris_app.token (
  environment text not null,
  iris_app_id text not null,
  account_id uuid not null,
  generation text not null,
  scope text not null,
  token_id text not null,
  key_id text not null,
  wrapped_key bytea not null,
  sealed_token bytea not null,
  granted_scopes jsonb not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (environment, iris_app_id, account_id, generation, scope)
);
create index token_account on iris_app.token (account_id);
${accountTablePolicySql('iris_app.token')}

create table iris_app.lease (
  name text primary key,
  holder text not null,
  expires_at timestamptz not null
);

create table iris_app.budget (
  environment text not null,
  account_id uuid not null,
  endpoint text not null,
  free_from_ms bigint not null,
  primary key (environment, account_id, endpoint)
);
create index budget_account on iris_app.budget (account_id);
${accountTablePolicySql('iris_app.budget')}
`;

/** The library's own tables, in the schema `iris_app`. It runs before any set of the app. */
export const libraryMigrations: MigrationSet = {
  name: 'library',
  migrations: {
    '0001_roles': rolesSql,
    '0002_installations': installationsSql,
    '0003_client_stores': clientStoresSql,
  },
};
