/** Staging without a unique key: which of two readings of an asset came later is told by `position`. */
export const cheaperStagingMigration = `
alter table asset_staging drop constraint asset_staging_pkey;
alter table asset_staging add column position bigint generated always as identity;
alter table asset_staging add column search_text text not null default '';
alter table asset alter column search_text drop expression;
alter table asset alter column search_text set default '', alter column search_text set not null;
create index asset_staging_by_account on asset_staging (account_id);
`;
