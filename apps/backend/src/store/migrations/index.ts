import { fleetMigration } from './0001-fleet.ts';
import { actingOnItMigration } from './0002-acting-on-it.ts';
import { scheduleMigration } from './0003-schedule.ts';
import { refusedWritesMigration } from './0004-refused-writes.ts';
import { cheaperStagingMigration } from './0005-cheaper-staging.ts';
import { foundLargeMigration } from './0006-found-large.ts';

/** Every migration of Fleet Watch's tables, forward only, in order. Named one by one so that bundling keeps them. */
export const fleetWatchMigrations: Readonly<Record<string, string>> = {
  '0001_fleet': fleetMigration,
  '0002_acting_on_it': actingOnItMigration,
  '0003_schedule': scheduleMigration,
  '0004_refused_writes': refusedWritesMigration,
  '0005_cheaper_staging': cheaperStagingMigration,
  '0006_found_large': foundLargeMigration,
};
