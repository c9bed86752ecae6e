/** A fleet whose size nobody knew before may turn out to be a large one while it is read. */
export const foundLargeMigration = `
alter table sync add column found_large boolean not null default false;
`;
