/** Whether a second sync found the same: one odd answer must not move an account to REST. */
export const confirmedGapsMigration = `
alter table graphql_gap add column is_confirmed boolean not null default false;
`;
