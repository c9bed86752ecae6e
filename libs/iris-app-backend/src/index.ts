export { listenToAccountChanges, type AccountChangeListener } from './database/account-changes.ts';
export {
  createDatabase,
  type AccountTransaction,
  type Database,
  type DatabaseOptions,
  type SystemTransaction,
} from './database/create-database.ts';
export { DatabaseError, type DatabaseErrorCode } from './database/database-error.ts';
export { type InstallationStatus } from './database/library-tables.ts';
export { type MigrationSet } from './database/migrations.ts';
export { accountTablePolicySql } from './database/roles.ts';
export { createInstallCallback, type InstallCallbackOptions } from './install/create-install-callback.ts';
export { type InstallHook } from './install/record-messages.ts';
export {
  type Enqueue,
  type EnqueueForEach,
  type JobRequest,
  type JobsRequest,
  type JobWork,
} from './jobs/create-enqueue.ts';
export {
  createJobQueue,
  type AccountJobHandler,
  type AccountJobRun,
  type JobQueue,
  type JobQueueOptions,
} from './jobs/create-job-queue.ts';
export { type DeadJob, type JobCounts } from './jobs/dead-jobs.ts';
export { defineAccountJob, type AccountJob, type AccountJobSettings } from './jobs/define-account-job.ts';
export { type Logger } from './logger.ts';
export { createBudgetStore } from './stores/create-budget-store.ts';
export { createKeyStore } from './stores/create-key-store.ts';
export { createRenewalLease } from './stores/create-renewal-lease.ts';
export { createTokenStore, type TokenStoreOptions } from './stores/create-token-store.ts';
export {
  createUserTokenVerifier,
  type TokenUser,
  type UserTokenVerdict,
  type UserTokenVerifier,
  type UserTokenVerifierOptions,
} from './user-tokens/create-user-token-verifier.ts';
export { type ExportedRows } from './vault/account-data.ts';
export { type AuditAction, type AuditEntry } from './vault/audit.ts';
export {
  createProveCredential,
  type CredentialProof,
  type ProveCredential,
  type ProveCredentialOptions,
} from './vault/create-prove-credential.ts';
export { createVault, type VaultOptions } from './vault/create-vault.ts';
export { type NewCredential } from './vault/credential-text.ts';
export { type Installation } from './vault/installation.ts';
export {
  createKeyRing,
  generateCredentialKey,
  parseCredentialKeys,
  type CredentialKey,
  type KeyRing,
  type WrappedKey,
} from './vault/key-ring.ts';
export { type RotateKeysOptions, type RotationProgress } from './vault/key-use.ts';
export { type KeyFilter, type KeyUse, type SealedRow, type SealedTable } from './vault/sealed-table.ts';
export { openText, sealText, type SealedText, type SealedTextOwner } from './vault/sealed-text.ts';
export { type SealedCredential, type StoredInstall } from './vault/store-messages.ts';
export { type InstallationRef, type TokenOutcome, type Vault } from './vault/vault.ts';
export { VaultError, type VaultErrorCode } from './vault/vault-error.ts';
export { toReason } from './to-reason.ts';
