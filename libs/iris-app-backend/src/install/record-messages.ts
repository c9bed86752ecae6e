import type { InstalledMessage, LifecycleMessage } from '@fleet-watch/contracts';
import { Secret, type Clock, type Identity } from '@fleet-watch/trackunit-client';
import { sql, type Transaction } from 'kysely';
import type { Database, SystemTransaction } from '../database/create-database.ts';
import { toLibraryTables, type LibraryTables } from '../database/library-tables.ts';
import type { SealedInstall, StoredInstall } from '../vault/store-installs.ts';
import type { Vault } from '../vault/vault.ts';

/** A verified message, ready to be stored. */
export type VerifiedMessage = {
  readonly identity: Identity;
  readonly message: LifecycleMessage;
  readonly installed: InstalledMessage | undefined;
  readonly bytes: Buffer;
};

/** `replayed`: this identity came before, with another body. */
export type RecordOutcome = 'recorded' | 'replayed';

export type RecorderOptions<Tables> = {
  readonly database: Database<Tables>;
  readonly vault: Vault<Tables>;
  readonly clock: Clock;
  /** How long an identity without `exp` is remembered, in milliseconds. */
  readonly replayMemoryMs: number;
  readonly onInstalled: (tx: SystemTransaction<Tables>, install: StoredInstall) => Promise<void>;
  readonly onUninstalled: (tx: SystemTransaction<Tables>, install: StoredInstall) => Promise<void>;
};

type PreparedMessage = VerifiedMessage & {
  readonly bodyDigest: string;
  readonly forgetAt: Date;
  readonly issuedAt: Date;
  readonly sealed: SealedInstall | undefined;
};

const toleranceMs = 60_000;
const purgeEveryMs = 3_600_000;

const toText = (bytes: Buffer): string => bytes.toString('latin1');

/** Encrypts and digests outside the transaction, which is kept short. */
const createPrepare =
  <Tables>({ vault, clock, replayMemoryMs }: RecorderOptions<Tables>) =>
  async (verified: VerifiedMessage): Promise<PreparedMessage> => {
    const { identity, installed, bytes } = verified;
    const nowMs = clock.now();
    const issuedAt = identity.issuedAt ?? new Date(nowMs);
    const forgetMs = (identity.expiresAt?.getTime() ?? nowMs + replayMemoryMs) + toleranceMs;
    const sealed =
      installed &&
      (await vault.sealInstall({
        accountId: installed.accountId,
        credential: {
          kind: 'APP_INSTALL',
          clientId: installed.clientId,
          clientSecret: new Secret(installed.clientSecret),
        },
        issuedAt,
      }));
    const bodyDigest = await vault.fingerprint(toText(bytes));
    return { ...verified, bodyDigest, issuedAt, sealed, forgetAt: new Date(forgetMs) };
  };

/** Cuts a list into parts in which each account, and each message, is there once. The order of each account stays. */
const toWaves = (messages: readonly PreparedMessage[]): readonly (readonly PreparedMessage[])[] => {
  const waves: PreparedMessage[][] = [];
  const seen = new Map<string, number>();
  for (const one of messages) {
    const names = [`account ${one.message.accountId}`, `message ${one.identity.messageId}`];
    const index = Math.max(...names.map((name) => (seen.get(name) ?? -1) + 1));
    for (const name of names) seen.set(name, index);
    (waves[index] ??= []).push(one);
  }
  return waves;
};

type Novelty = 'new' | 'repeated' | 'replayed';

/** Remembers which identities came with which body; says which came before. */
const rememberMessages = async <Tables>(
  tx: Transaction<LibraryTables>,
  vault: Vault<Tables>,
  messages: readonly PreparedMessage[],
): Promise<ReadonlyMap<PreparedMessage, Novelty>> => {
  const rows = messages.map(({ identity, bodyDigest, forgetAt }) => ({
    message_id: identity.messageId,
    body_digest: bodyDigest,
    forget_at: forgetAt,
  }));
  const { rows: inserted } = await sql<{ message_id: string }>`
    insert into iris_app.seen_message
    select * from json_to_recordset(${JSON.stringify(rows)}::text::json)
      as row (message_id text, body_digest text, forget_at timestamptz)
    on conflict do nothing
    returning message_id`.execute(tx);
  const fresh = new Set(inserted.map((row) => row.message_id));
  const known = messages.filter(({ identity }) => !fresh.has(identity.messageId));
  const novelty = new Map<PreparedMessage, Novelty>(messages.map((one) => [one, 'new']));
  if (known.length === 0) return novelty;
  const before = await tx
    .selectFrom('iris_app.seen_message')
    .select(['message_id', 'body_digest'])
    .where(
      'message_id',
      'in',
      known.map(({ identity }) => identity.messageId),
    )
    .execute();
  const digests = new Map(before.map((row) => [row.message_id, row.body_digest]));
  for (const one of known) {
    const same = await vault.isFingerprintOf(digests.get(one.identity.messageId) ?? '', toText(one.bytes));
    novelty.set(one, same ? 'repeated' : 'replayed');
  }
  return novelty;
};

const byAccount = (a: PreparedMessage, b: PreparedMessage): number =>
  a.message.accountId < b.message.accountId ? -1 : 1;

/**
 * Makes what stores verified messages, many in one transaction: memory of identities, installs, uninstalls, and
 * whatever the app does with them, all of it or nothing.
 */
export const createRecorder = <Tables>(options: RecorderOptions<Tables>) => {
  const { database, vault, clock, onInstalled, onUninstalled } = options;
  let lastPurgeMs = Number.NEGATIVE_INFINITY;

  const applyOthers = async (tx: SystemTransaction<Tables>, messages: readonly PreparedMessage[]) => {
    for (const { message, installed, issuedAt } of messages) {
      const { accountId, type } = message;
      if (installed !== undefined) continue;
      if (type !== 'UNINSTALLED') {
        await vault.audit(tx, { accountId, action: 'UNKNOWN_MESSAGE', actor: 'trackunit', detail: { type } });
        continue;
      }
      const ended = await vault.uninstall(tx, { accountId, issuedAt }, 'trackunit');
      if (ended !== undefined) await onUninstalled(tx, ended);
    }
  };

  const applyWave = async (tx: SystemTransaction<Tables>, wave: readonly PreparedMessage[]) => {
    const sorted = wave.toSorted(byAccount);
    const novelty = await rememberMessages(toLibraryTables(tx), vault, sorted);
    const news = sorted.filter((one) => novelty.get(one) === 'new');
    const installs = news.map(({ sealed }) => sealed).filter((sealed) => sealed !== undefined);
    const stored = installs.length === 0 ? [] : await vault.storeInstalls(tx, installs, 'trackunit');
    for (const install of stored) await onInstalled(tx, install);
    await applyOthers(tx, news);
    return novelty;
  };

  const purge = async (tx: Transaction<LibraryTables>): Promise<void> => {
    if (clock.now() - lastPurgeMs < purgeEveryMs) return;
    lastPurgeMs = clock.now();
    await tx.deleteFrom('iris_app.seen_message').where('forget_at', '<', new Date(clock.now())).execute();
  };

  const record = (messages: readonly PreparedMessage[]): Promise<readonly RecordOutcome[]> =>
    database.asSystem(async (tx) => {
      await purge(toLibraryTables(tx));
      const novelty = new Map<PreparedMessage, Novelty>();
      for (const wave of toWaves(messages)) {
        for (const [one, outcome] of await applyWave(tx, wave)) novelty.set(one, outcome);
      }
      return messages.map((one) => (novelty.get(one) === 'replayed' ? 'replayed' : 'recorded'));
    });

  return { prepare: createPrepare(options), record };
};
