/** What went wrong with secrets; branch on this, never on the text. */
export type VaultErrorCode = 'content_changed' | 'keys_invalid' | 'key_missing' | 'key_wrong';

/** A fault of the vault or its keys. Its message names key ids and accounts, never a key or a secret. */
export class VaultError extends Error {
  override readonly name = 'VaultError';
  readonly code: VaultErrorCode;

  constructor(code: VaultErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
