import type { MigrationSet } from './migrations.ts';
import { rolesSql } from './roles.ts';

/** The library's own tables, in the schema `iris_app`. It runs before any set of the app. */
export const libraryMigrations: MigrationSet = {
  name: 'library',
  migrations: {
    '0001_roles': rolesSql,
  },
};
