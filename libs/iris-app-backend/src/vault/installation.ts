import type { CredentialKind } from '@fleet-watch/trackunit-client';
import type { Selectable } from 'kysely';
import type { InstallationStatus, LibraryTables } from '../database/library-tables.ts';

/** What is known of an account's install; no secret is in it. */
export type Installation = {
  readonly accountId: string;
  readonly status: InstallationStatus;
  /** Counts the credentials of this account. A late message or job does what it does to its own generation only. */
  readonly generation: number;
  readonly credentialKind: CredentialKind | undefined;
  readonly installedAt: Date;
  /** What the last token came with; empty until then. */
  readonly grantedScopes: readonly string[];
  /** Whether Trackunit has given a token for this generation's credential. */
  readonly isProven: boolean;
  /** How often in a row Trackunit said `invalid_client`. */
  readonly refusals: number;
};

export type InstallationRow = Selectable<LibraryTables['iris_app.installation']>;

/** A row as an install; `undefined` for what is left of one that was uninstalled. */
export const toInstallation = ({ status, ...row }: InstallationRow): Installation | undefined =>
  status === 'UNINSTALLED'
    ? undefined
    : {
        accountId: row.account_id,
        status,
        generation: row.generation,
        credentialKind: row.credential_kind ?? undefined,
        installedAt: row.installed_at,
        grantedScopes: row.granted_scopes,
        isProven: row.proven_at !== null,
        refusals: row.refusals,
      };
