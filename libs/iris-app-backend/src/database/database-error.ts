/** What went wrong with the database; branch on this, never on the text. */
export type DatabaseErrorCode =
  /** The id of an account is no UUID. */
  | 'account_id_invalid'
  /** Another process has the embedded database's folder open. */
  | 'folder_in_use'
  /** A step of a migration failed; what it had done is undone. */
  | 'migration_failed'
  /** A transaction was opened inside another one: pass `tx` on. */
  | 'nested_transaction'
  /** Tables are missing: call `migrate()` before anything else. */
  | 'not_migrated'
  /** The login user may not create the two roles; the message has the statements for an administrator. */
  | 'role_missing'
  /** A newer version left a breaking step in the database. */
  | 'schema_too_new'
  /** The server is older than PostgreSQL 16. */
  | 'server_too_old'
  /** Options that contradict each other, or a name that is none. */
  | 'settings_invalid';

/** A fault that the database seam itself found. `cause` has the driver's error where there is one. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly code: DatabaseErrorCode;

  constructor(code: DatabaseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
