import { accountTablePolicySql } from '@fleet-watch/iris-app-backend';

const assetColumns = `
  account_id uuid not null,
  asset_id text not null,
  name text,
  brand text,
  model text,
  serial_number text,
  asset_type text,
  last_seen_at timestamptz,
  state text not null check (state in ('REPORTING', 'SILENT', 'NEVER_REPORTED')),
  silent_since timestamptz`;

const tables = ['asset', 'asset_staging', 'transition', 'sync', 'account_settings', 'fleet_day'];

/** The fleet as last read, its history, and what each account decided. */
export const fleetMigration = `
create table asset (${assetColumns},
  visible boolean not null,
  search_text text generated always as (
    lower(coalesce(name, '') || ' ' || coalesce(serial_number, '') || ' ' || coalesce(brand, '') || ' ' || coalesce(model, ''))
  ) stored,
  primary key (account_id, asset_id)
);
create index asset_by_silence on asset (account_id, silent_since, asset_id) where visible;
create index asset_by_name on asset (account_id, name, asset_id) where visible;

-- What a sync has read so far. It is worth nothing after a crash, so it is spared the write-ahead log.
create unlogged table asset_staging (${assetColumns},
  sync_id uuid not null,
  primary key (account_id, sync_id, asset_id)
);

create table transition (
  id bigint generated always as identity primary key,
  account_id uuid not null,
  asset_id text not null,
  sync_id uuid,
  from_state text not null,
  to_state text not null,
  at timestamptz not null,
  last_seen_at timestamptz
);
create index transition_by_asset on transition (account_id, asset_id, id desc);

create table sync (
  id uuid primary key,
  account_id uuid not null,
  state text not null check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED')),
  queued_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  fetched integer not null default 0,
  expected integer,
  error text,
  as_of timestamptz,
  source text
);
create index sync_by_account on sync (account_id, queued_at desc);
-- One sync of an account at a time, whoever asks.
create unique index sync_under_way on sync (account_id) where state in ('QUEUED', 'RUNNING');

create table account_settings (
  account_id uuid primary key,
  silent_after_hours integer not null,
  silent_after_hours_by_asset_type jsonb not null,
  webhook_url text,
  webhook_enabled boolean not null,
  write_back boolean not null
);

create table fleet_day (
  account_id uuid not null,
  day date not null,
  reporting integer not null,
  silent integer not null,
  never_reported integer not null,
  estimated boolean not null,
  primary key (account_id, day)
);
${tables.map((table) => accountTablePolicySql(table)).join('\n')}
`;
