import { randomUUID } from 'node:crypto';
import { systemClock, type Clock } from '@fleet-watch/trackunit-client';
import { toAccountId } from '../account-id.ts';
import type { Database } from '../database/create-database.ts';
import { executeIn, toLibraryTables } from '../database/library-tables.ts';
import { exportRows } from './account-data.ts';
import { againAfterDeadlock } from './again-after-deadlock.ts';
import { writeAudit, type AuditEntry } from './audit.ts';
import { applyTokenOutcome, moveInstallation } from './change-installation.ts';
import { credentialPurpose, parseCredentialText, toCredentialText, toMacText } from './credential-text.ts';
import { closeEnvelope, openEnvelope, type EnvelopeOwner } from './envelope.ts';
import { toInstallation, type InstallationRow } from './installation.ts';
import { eraseInstall } from './erase-install.ts';
import type { KeyRing } from './key-ring.ts';
import { checkKeys, countKeyUse, rotateKeys, type RotateKeysOptions } from './key-use.ts';
import { toEnvelopeTable, type SealedTable } from './sealed-table.ts';
import { storeMessages } from './store-messages.ts';
import { uninstallAccount } from './uninstall-account.ts';
import type { InstallationRef, Vault } from './vault.ts';
import { createVaultTables } from './vault-tables.ts';

/** What a vault needs. */
export type VaultOptions<Tables> = {
  readonly database: Database<Tables>;
  readonly keys: KeyRing;
  readonly irisAppId: string;
  /** What the app itself keeps encrypted with the same keys, none by default. */
  readonly sealedTables?: readonly SealedTable<Tables>[] | undefined;
  readonly clock?: Clock | undefined;
  /** So many `invalid_client` answers in a row suspend an account, 3 by default. */
  readonly refusalsToSuspend?: number | undefined;
};

/** Reads what is stored; every function is one transaction. */
const createReaders = <Tables>({ database, keys, irisAppId }: VaultOptions<Tables>) => {
  const findRow = (accountId: string): Promise<InstallationRow | undefined> =>
    database.forAccount(accountId, (tx) =>
      toLibraryTables(tx)
        .selectFrom('iris_app.installation')
        .selectAll()
        .where('iris_app_id', '=', irisAppId)
        .where('account_id', '=', accountId)
        .executeTakeFirst(),
    );

  const findCredential: Vault<Tables>['findCredential'] = async (asked) => {
    const row = await findRow(asked);
    if (row?.status !== 'ACTIVE') return undefined;
    const { account_id: accountId, key_id: keyId, wrapped_key: wrappedKey } = row;
    const { sealed_credential: sealed } = row;
    if (keyId === null || wrappedKey === null || sealed === null) return undefined;
    const envelope = { keyId, wrappedKey: Buffer.from(wrappedKey), sealed: Buffer.from(sealed) };
    const text = await openEnvelope(keys, envelope, { irisAppId, accountId, purpose: credentialPurpose });
    return parseCredentialText(text, row.generation);
  };

  const listInstallations: Vault<Tables>['listInstallations'] = async (status) => {
    const rows = await database.asSystem((tx) =>
      toLibraryTables(tx)
        .selectFrom('iris_app.installation')
        .selectAll()
        .where('iris_app_id', '=', irisAppId)
        .where('status', status === undefined ? '<>' : '=', status ?? 'UNINSTALLED')
        .orderBy('installed_at')
        .orderBy('account_id')
        .execute(),
    );
    return rows.flatMap((row) => toInstallation(row) ?? []);
  };

  const findInstallation: Vault<Tables>['findInstallation'] = async (accountId) => {
    const row = await findRow(accountId);
    return row === undefined ? undefined : toInstallation(row);
  };

  const wasInstalled: Vault<Tables>['wasInstalled'] = async (accountId) =>
    (await findRow(accountId)) !== undefined;

  return { findCredential, findInstallation, wasInstalled, listInstallations };
};

/** Encrypts and stores; the caller owns the transaction, so that what follows from an install is part of it. */
const createWriters = <Tables>({ keys, irisAppId, clock = systemClock }: VaultOptions<Tables>) => {
  const sealCredential: Vault<Tables>['sealCredential'] = async (account, credential) => {
    const accountId = toAccountId(account);
    const text = toCredentialText(credential);
    const owner: EnvelopeOwner = { irisAppId, accountId, purpose: credentialPurpose };
    const macText = toMacText(irisAppId, accountId, text);
    const olderKeys = keys.keyIds.filter((id) => id !== keys.firstKeyId);
    return {
      kind: credential.kind,
      envelope: await closeEnvelope(keys, text, owner),
      mac: await keys.mac(macText),
      olderMacs: await Promise.all(olderKeys.map(async (id) => keys.mac(macText, id))),
    };
  };

  const addCredential: Vault<Tables>['addCredential'] = async (
    tx,
    { accountId: account, credential },
    actor,
  ) => {
    const accountId = toAccountId(account);
    const library = toLibraryTables(tx);
    const now = new Date(clock.now());
    const sealed = await sealCredential(accountId, credential);
    const storeAsOf = async (issuedAt: Date) => {
      const message = { accountId, messageId: randomUUID(), issuedAt, credential: sealed };
      const [outcome] = await storeMessages(executeIn(tx), { irisAppId, messages: [message], actor, now });
      return outcome?.stored;
    };
    const stored = await storeAsOf(now);
    if (stored !== undefined) return stored;
    const { generation, message_issued_at: newestAt } = await library
      .selectFrom('iris_app.installation')
      .select(['generation', 'message_issued_at'])
      .where('iris_app_id', '=', irisAppId)
      .where('account_id', '=', accountId)
      .executeTakeFirstOrThrow();
    // Trackunit's clock may be ahead of this one, and what an operator does now is newer than any message that is here.
    const storedAfterAll = newestAt > now ? await storeAsOf(newestAt) : undefined;
    return storedAfterAll ?? { accountId, generation };
  };

  return { sealCredential, addCredential };
};

/** Compares texts with secrets in them by keyed digest. A digest names its key, so it outlives a rotation. */
const createFingerprints = ({ keys }: Pick<VaultOptions<unknown>, 'keys'>) => {
  const digest = async (text: string, keyId: string): Promise<string> =>
    `${keyId}:${(await keys.mac(text, keyId)).toString('base64url')}`;
  const keyIdOf = (fingerprint: string): string => fingerprint.slice(0, fingerprint.lastIndexOf(':'));
  const isComparable = (fingerprint: string): boolean => keys.keyIds.includes(keyIdOf(fingerprint));
  return {
    fingerprint: (text: string) => digest(text, keys.firstKeyId),
    isComparable,
    isFingerprintOf: async (fingerprint: string, text: string): Promise<boolean> =>
      isComparable(fingerprint) && (await digest(text, keyIdOf(fingerprint))) === fingerprint,
  };
};

/** What comes from outside is told on, and compared as text, in one form. */
const toOwn = <About extends { readonly accountId: string }>(about: About): About => ({
  ...about,
  accountId: toAccountId(about.accountId),
});

/** Moves an install through its life. */
const createLifeCycle = <Tables>(options: VaultOptions<Tables>) => {
  const { database, irisAppId, clock = systemClock, refusalsToSuspend = 3 } = options;
  const place = () => ({ irisAppId, refusalsToSuspend, now: new Date(clock.now()) });

  const recordTokenOutcome: Vault<Tables>['recordTokenOutcome'] = async (ref, outcome) => {
    const row = await database.asSystem((tx) =>
      applyTokenOutcome(toLibraryTables(tx), { ...place(), ...toOwn(ref) }, outcome),
    );
    return row === undefined ? undefined : toInstallation(row);
  };

  const move = async (
    ref: InstallationRef,
    change: Parameters<typeof moveInstallation>[2],
  ): Promise<boolean> => {
    const row = await database.asSystem((tx) =>
      moveInstallation(toLibraryTables(tx), { ...place(), ...toOwn(ref) }, change),
    );
    return row !== undefined;
  };

  const uninstall: Vault<Tables>['uninstall'] = async (tx, message, actor) =>
    uninstallAccount(toLibraryTables(tx), place(), { ...toOwn(message), actor });

  const audit: Vault<Tables>['audit'] = (tx, entry) =>
    writeAudit(toLibraryTables(tx), [{ ...entry, at: place().now }]);

  return {
    recordTokenOutcome,
    uninstall,
    audit,
    suspend: (ref: InstallationRef, actor: string, reason: string) =>
      move(ref, { action: 'SUSPENDED', actor, reason }),
    activate: (ref: InstallationRef, actor: string) => move(ref, { action: 'ACTIVATED', actor }),
  };
};

/** What an operator does with an account's data. */
const createDataKeeping = <Tables>({ database, irisAppId, clock = systemClock }: VaultOptions<Tables>) => {
  const eraseAccount: Vault<Tables>['eraseAccount'] = async (account, actor) => {
    const accountId = toAccountId(account);
    await againAfterDeadlock(() =>
      database.asSystem((tx) => {
        const place = { irisAppId, now: new Date(clock.now()) };
        return eraseInstall(toLibraryTables(tx), place, { accountId, actor });
      }),
    );
  };

  const exportAccount: Vault<Tables>['exportAccount'] = async (accountId, actor, write) => {
    // First: whoever reads may go away in the midst of it, and has read what came until then.
    const entry = { at: new Date(clock.now()), accountId, action: 'EXPORTED' as const, actor };
    await database.asSystem((tx) => writeAudit(toLibraryTables(tx), [entry]));
    await database.forAccount(accountId, (tx) => exportRows(toLibraryTables(tx), write));
  };

  const listAudit: Vault<Tables>['listAudit'] = async (accountId) => {
    const rows = await database.forAccount(accountId, (tx) =>
      toLibraryTables(tx)
        .selectFrom('iris_app.audit')
        .selectAll()
        .where('account_id', '=', accountId)
        .orderBy('audit_id', 'desc')
        .execute(),
    );
    return rows.map((row): AuditEntry => ({
      at: row.at,
      accountId: row.account_id,
      action: row.action,
      actor: row.actor,
      generation: row.generation ?? undefined,
      detail: row.detail,
    }));
  };

  return { eraseAccount, exportAccount, listAudit };
};

/** What an operator does with the keys. */
const createKeyKeeping = <Tables>(options: VaultOptions<Tables>) => {
  const { database, keys, irisAppId, sealedTables = [] } = options;
  const tables = [...createVaultTables<Tables>({ keys, irisAppId }), ...sealedTables.map(toEnvelopeTable)];
  const context = { database, keys, tables };
  return {
    checkKeys: () => checkKeys(context),
    countKeyUse: () => countKeyUse(context),
    rotateKeys: (rotation: RotateKeysOptions = {}) => rotateKeys(context, rotation),
  };
};

/**
 * Opens the vault of one Iris App. Its tables come with `database.migrate()`.
 */
export const createVault = <Tables>(options: VaultOptions<Tables>): Vault<Tables> =>
  Object.freeze({
    irisAppId: options.irisAppId,
    ...createReaders(options),
    ...createWriters(options),
    ...createLifeCycle(options),
    ...createFingerprints(options),
    ...createDataKeeping(options),
    ...createKeyKeeping(options),
  });
