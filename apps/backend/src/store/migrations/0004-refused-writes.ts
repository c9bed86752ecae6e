import { accountTablePolicySql } from '@fleet-watch/iris-app-backend';

/** Which assets Trackunit did not let us write to. */
export const refusedWritesMigration = `
-- The value that was refused, nothing where a field should have been emptied. Another value is tried at once.
create table written_back_refusal (
  account_id uuid not null,
  asset_id text not null,
  silent_since timestamptz,
  refused_at timestamptz not null,
  primary key (account_id, asset_id)
);
create index written_back_refusal_by_age on written_back_refusal (account_id, refused_at);
${accountTablePolicySql('written_back_refusal')}
`;
