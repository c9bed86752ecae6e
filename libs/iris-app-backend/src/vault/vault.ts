import type { Credential } from '@fleet-watch/trackunit-client';
import type { SystemTransaction } from '../database/create-database.ts';
import type { InstallationStatus } from '../database/library-tables.ts';
import type { ExportedRows } from './account-data.ts';
import type { AuditEntry } from './audit.ts';
import type { NewCredential } from './credential-text.ts';
import type { Installation } from './installation.ts';
import type { RotateKeysOptions, RotationProgress } from './key-use.ts';
import type { KeyUse } from './sealed-table.ts';
import type { SealedCredential, StoredInstall } from './store-messages.ts';

/** Which generation of an account's install a change is meant for; another one is left alone. */
export type InstallationRef = { readonly accountId: string; readonly generation: number };

/** What a token request came to, for `recordTokenOutcome`. */
export type TokenOutcome =
  { readonly type: 'granted'; readonly scopes: readonly string[] } | { readonly type: 'invalid_client' };

/**
 * The installs of one Iris App: who installed it, and with which credential, encrypted.
 *
 * Every change writes an audit row in the same transaction.
 */
export type Vault<Tables> = {
  readonly irisAppId: string;
  /** Encrypts a credential for one account; nothing is stored yet. */
  readonly sealCredential: (accountId: string, credential: NewCredential) => Promise<SealedCredential>;
  /**
   * Ends an account's work and erases its secret, unless a newer message installed it again. Answers with what it
   * ended.
   */
  readonly uninstall: (
    tx: SystemTransaction<Tables>,
    message: { readonly accountId: string; readonly issuedAt: Date },
    actor: string,
  ) => Promise<StoredInstall | undefined>;
  /** Writes what happened to an account, in the transaction that makes it happen. */
  readonly audit: (tx: SystemTransaction<Tables>, entry: Omit<AuditEntry, 'at'>) => Promise<void>;
  /** A keyed digest of a text that may hold a secret, to compare with later. */
  readonly fingerprint: (text: string) => Promise<string>;
  /** Whether the key of a fingerprint is in the ring; one that was taken out after a rotation is not. */
  readonly isComparable: (fingerprint: string) => boolean;
  /** Whether a fingerprint, of any key of the ring, is of this text. */
  readonly isFingerprintOf: (fingerprint: string, text: string) => Promise<boolean>;
  /**
   * Adds a credential by hand, for an account that cannot install the app; it replaces the one before, also where
   * Trackunit's clock is ahead of this one.
   */
  readonly addCredential: (
    tx: SystemTransaction<Tables>,
    install: { readonly accountId: string; readonly credential: NewCredential },
    actor: string,
  ) => Promise<StoredInstall>;
  /** The credential of an active account. It fits `CredentialSource` of the Trackunit client. */
  readonly findCredential: (accountId: string) => Promise<Credential | undefined>;
  /** The install of an account, also a suspended one; not one that was uninstalled. */
  readonly findInstallation: (accountId: string) => Promise<Installation | undefined>;
  /**
   * Whether an account has the app or had it before, also one that was uninstalled or erased: what an operator may
   * still erase or export.
   */
  readonly wasInstalled: (accountId: string) => Promise<boolean>;
  /** Every install in use, the oldest first. */
  readonly listInstallations: (status?: InstallationStatus) => Promise<readonly Installation[]>;
  /**
   * Remembers what a token request of this generation came to. The first token proves the credential; too many
   * refusals in a row suspend the account.
   *
   * @returns the install afterwards, `undefined` when this generation is not the current one
   */
  readonly recordTokenOutcome: (
    ref: InstallationRef,
    outcome: TokenOutcome,
  ) => Promise<Installation | undefined>;
  /** Stops an account's work and keeps everything. Answers whether something changed. */
  readonly suspend: (ref: InstallationRef, actor: string, reason: string) => Promise<boolean>;
  /** Lets a suspended account work again. Answers whether something changed. */
  readonly activate: (ref: InstallationRef, actor: string) => Promise<boolean>;
  /**
   * Opens one thing of each key that something is encrypted with. Call it at the start.
   *
   * @throws VaultError `key_missing` or `key_wrong`, naming the key id
   */
  readonly checkKeys: () => Promise<void>;
  /** How many credentials, tokens and texts of the app's own each key id encrypts; a key not in it can be taken away. */
  readonly countKeyUse: () => Promise<KeyUse>;
  /** Encrypts everything with the first key, while serving goes on. Stopped half-way, the next call goes on. */
  readonly rotateKeys: (options?: RotateKeysOptions) => Promise<RotationProgress>;
  /**
   * Deletes an account's rows in every table that `accountTablePolicySql` protects, its waiting jobs and its secret.
   * What stays is that it was here and what was done, without details. It ends the install also where Trackunit's
   * clock is ahead of this one.
   *
   * @throws when others write the account's rows without an end; nothing is erased then
   */
  readonly eraseAccount: (accountId: string, actor: string) => Promise<void>;
  /** Reads every row of an account in every protected table, without secrets; `write` gets up to 1000 at a time. */
  readonly exportAccount: (
    accountId: string,
    actor: string,
    write: (rows: ExportedRows) => Promise<void>,
  ) => Promise<void>;
  /** What happened to an account, the newest first. */
  readonly listAudit: (accountId: string) => Promise<readonly AuditEntry[]>;
};
