import type { CredentialKind } from '@fleet-watch/trackunit-client';
import {
  CompiledQuery,
  type ColumnType,
  type Generated,
  type JSONColumnType,
  type Transaction,
} from 'kysely';
import type { AuditAction } from '../vault/audit.ts';

/** Where an account stands with the app that it has installed. */
export type InstallationStatus = 'ACTIVE' | 'SUSPENDED';

type Bytes = ColumnType<Uint8Array, Buffer, Buffer>;

type InstallationTable = {
  iris_app_id: string;
  account_id: string;
  generation: number;
  /** What was uninstalled leaves a row, without a credential. */
  status: InstallationStatus | 'UNINSTALLED';
  credential_kind: CredentialKind | null;
  key_id: string | null;
  wrapped_key: Bytes | null;
  sealed_credential: Bytes | null;
  credential_mac: Bytes | null;
  message_id: string;
  message_issued_at: Date;
  installed_at: Date;
  updated_at: Date;
  granted_scopes: ColumnType<readonly string[], string | undefined, string>;
  proven_at: Date | null;
  refusals: Generated<number>;
};

type AuditTable = {
  audit_id: Generated<number>;
  at: Date;
  account_id: string;
  action: AuditAction;
  actor: string;
  generation: number | null;
  detail: JSONColumnType<Record<string, unknown>>;
};

type TokenTable = {
  environment: string;
  iris_app_id: string;
  account_id: string;
  generation: string;
  scope: string;
  token_id: string;
  key_id: string;
  wrapped_key: Bytes;
  sealed_token: Bytes;
  granted_scopes: ColumnType<readonly string[], string, string>;
  issued_at: Date;
  expires_at: Date;
};

type BudgetTable = { environment: string; account_id: string; endpoint: string; free_from_ms: number };

/** The library's own tables. */
export type LibraryTables = {
  'iris_app.installation': InstallationTable;
  'iris_app.audit': AuditTable;
  'iris_app.seen_message': { message_id: string; body_digest: string; forget_at: Date };
  'iris_app.token': TokenTable;
  'iris_app.lease': { name: string; holder: string; expires_at: Date };
  'iris_app.budget': BudgetTable;
  'iris_app.key_set': { url: string; jwks: JSONColumnType<object>; fetched_at: Date };
};

/** The same transaction, seen with the library's tables instead of the app's. */
export const toLibraryTables = <Tables>(tx: Transaction<Tables>): Transaction<LibraryTables> =>
  tx as unknown as Transaction<LibraryTables>;

/** Runs a statement whose text is fixed in a transaction. */
export const executeIn =
  <Tables>(tx: Transaction<Tables>) =>
  (text: string, values: readonly unknown[]): Promise<{ readonly rows: readonly unknown[] }> =>
    tx.executeQuery(CompiledQuery.raw(text, [...values]));
