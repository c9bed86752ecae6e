export {
  createDatabase,
  type AccountTransaction,
  type Database,
  type DatabaseOptions,
  type SystemTransaction,
} from './database/create-database.ts';
export { DatabaseError, type DatabaseErrorCode } from './database/database-error.ts';
export { type MigrationSet } from './database/migrations.ts';
export { accountTablePolicySql } from './database/roles.ts';
export { type Logger } from './logger.ts';
