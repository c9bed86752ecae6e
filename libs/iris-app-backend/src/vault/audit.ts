import type { Transaction } from 'kysely';
import type { LibraryTables } from '../database/library-tables.ts';

/** What happened to an account's install. */
export type AuditAction =
  | 'INSTALLED'
  | 'REINSTALLED'
  | 'CREDENTIAL_ADDED'
  | 'ACTIVATED'
  | 'SUSPENDED'
  | 'UNINSTALLED'
  | 'ERASED'
  | 'EXPORTED'
  | 'CREDENTIAL_PROVEN'
  | 'CREDENTIAL_REFUSED'
  | 'UNKNOWN_MESSAGE';

/** One row of the audit: who did what, when. It never has a secret. */
export type AuditEntry = {
  readonly at: Date;
  readonly accountId: string;
  readonly action: AuditAction;
  /** `trackunit` for a life-cycle message, `system` for the backend itself, else an operator's name. */
  readonly actor: string;
  readonly generation?: number | undefined;
  readonly detail?: Readonly<Record<string, unknown>> | undefined;
};

/** Writes audit rows in the transaction that makes the change. */
export const writeAudit = async (
  tx: Transaction<LibraryTables>,
  entries: readonly AuditEntry[],
): Promise<void> => {
  if (entries.length === 0) return;
  const rows = entries.map(({ at, accountId, action, actor, generation, detail }) => ({
    at,
    account_id: accountId,
    action,
    actor,
    generation: generation ?? null,
    detail: JSON.stringify(detail ?? {}),
  }));
  await tx.insertInto('iris_app.audit').values(rows).execute();
};
