/** What went wrong with the database; branch on this, never on the text. */
export type DatabaseErrorCode =
  | 'account_id_invalid'
  | 'folder_in_use'
  | 'migration_failed'
  | 'nested_transaction'
  | 'role_missing'
  | 'schema_too_new'
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
