import type { AccountStatus, AssetState, ErrorCode, SyncState } from '@fleet-watch/contracts';

/**
 * The contracts' words as values. Importing them from the contracts would bring zod into the bundle; the
 * compiler refuses a word that the contracts don't have, and a test refuses a list that lacks one.
 */
export const assetStates = ['REPORTING', 'SILENT', 'NEVER_REPORTED'] as const satisfies readonly AssetState[];

export const accountStatuses = ['ACTIVE', 'SUSPENDED'] as const satisfies readonly AccountStatus[];

export const syncStates = [
  'QUEUED',
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
] as const satisfies readonly SyncState[];

/** The error codes that a screen can tell apart; any other is an answer that was not expected. */
export const knownErrorCodes = [
  'token_missing',
  'token_invalid',
  'token_expired',
  'account_not_installed',
  'scope_not_granted',
  'constraint_violation',
  'not_found',
  'too_many_requests',
  'store_unavailable',
  'user_auth_not_configured',
  'internal_error',
] as const satisfies readonly ErrorCode[];
