import { sql } from 'kysely';
import { toBackEnd, type Database } from '../database/create-database.ts';
import { libraryMigrations } from '../database/library-migrations.ts';
import { isMigrated } from '../database/migrations.ts';
import { accountRole } from '../database/roles.ts';
import { notMigrated } from '../database/seam-error.ts';
import { jobSchema } from './dead-jobs.ts';

/**
 * Of each kind an account has one job that runs. pg-boss's policy `stately` would also allow one of each other state
 * only, and so end a job that fails while another one waits for its next try: it would be dead with tries left.
 */
export const queuePolicy = 'singleton';

/** What versions with that policy left waiting goes on under this one. */
const policySql = `
    if exists (select from ${jobSchema}.queue where policy = 'stately') then
      update ${jobSchema}.queue set policy = '${queuePolicy}' where policy = 'stately';
      update ${jobSchema}.job_common set policy = '${queuePolicy}'
        where policy = 'stately' and state in ('created', 'retry', 'active');
    end if;`;

/** One that waits for its first try: the index keeps another one out. The second one finds what waits for a next try. */
const indexesSql = `
    create unique index if not exists iris_app_one_waits on ${jobSchema}.job_common (name, singleton_key)
      where state = 'created';
    create index if not exists iris_app_retries on ${jobSchema}.job_common (name, singleton_key)
      where state = 'retry';`;

/**
 * For a queue of this policy, pg-boss passes over whoever had a job that ran when it last counted, and counts once in a
 * while and remembers that for a minute: an account's next job waited so long though the one before had ended. Whose
 * job runs is asked of the table at each fetch (`groupConcurrency`), so nobody needs the list.
 */
const nobodyPassedOverSql = `
    create or replace function ${jobSchema}.iris_app_pass_over_nobody() returns trigger language plpgsql as $function$
      begin
        new.singletons_active := null;
        return new;
      end
    $function$;
    create or replace trigger iris_app_pass_over_nobody before update on ${jobSchema}.queue
      for each row when (new.singletons_active is not null)
      execute function ${jobSchema}.iris_app_pass_over_nobody();
    update ${jobSchema}.queue set singletons_active = null where singletons_active is not null;`;

/** Job tables are pg-boss's own; an account may add to them and see there what belongs to it. */
const accountAccessSql = `
    grant usage on schema ${jobSchema} to ${accountRole};
    grant select on ${jobSchema}.queue to ${accountRole};
    grant select, insert on ${jobSchema}.job_common to ${accountRole};
    if not exists (select from pg_catalog.pg_policies
                   where schemaname = '${jobSchema}' and tablename = 'job_common' and policyname = 'account_rows') then
      alter table ${jobSchema}.job_common enable row level security;
      create policy account_rows on ${jobSchema}.job_common to ${accountRole}
        using (group_id = current_setting('iris_app.account_id', true))
        with check (group_id = current_setting('iris_app.account_id', true));
      comment on policy account_rows on ${jobSchema}.job_common is 'group_id';
    end if;`;

/** Asked before pg-boss begins, which would make its tables all the same and go on by itself. */
export const assertMigrated = async <Tables>(database: Database<Tables>): Promise<void> => {
  if (!(await isMigrated(toBackEnd(database).kysely, libraryMigrations.name)))
    throw notMigrated('The job queue needs the tables of the library');
};

/** Makes pg-boss's tables ours. Safe when many processes start at once. */
export const prepareJobTables = async <Tables>(database: Database<Tables>): Promise<void> => {
  const steps = `
  do $prepare$
  begin
    perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtext('${jobSchema}'));
    ${indexesSql}${policySql}${nobodyPassedOverSql}${accountAccessSql}
  end
  $prepare$`;
  await sql.raw(steps).execute(toBackEnd(database).kysely);
};
