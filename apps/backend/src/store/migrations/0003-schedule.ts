import { accountTablePolicySql } from '@fleet-watch/iris-app-backend';

/** Whose turn it was when, which run of a sync is the one that counts, and who has no GraphQL. */
export const scheduleMigration = `
-- The run that a sync belongs to. One that was thought dead and wakes up again finds another name here, and stops.
alter table sync add column run text;

-- The period that a schedule last did something for an account in: the row is the lock.
create table schedule_turn (
  schedule text not null,
  account_id uuid not null,
  period timestamptz not null,
  primary key (account_id, schedule)
);

-- When any process last looked at a schedule.
create table schedule_look (
  schedule text primary key,
  looked_at timestamptz not null
);

-- Accounts that GraphQL does not answer for, and since when that is known.
create table graphql_gap (
  account_id uuid primary key,
  reason text not null,
  found_at timestamptz not null
);
${['schedule_turn', 'graphql_gap'].map((table) => accountTablePolicySql(table)).join('\n')}
`;
