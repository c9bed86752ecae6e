import type { InstalledMessage, LifecycleMessage } from '@fleet-watch/contracts';
import { Secret, type Clock, type Identity } from '@fleet-watch/trackunit-client';
import type { Kysely, Transaction } from 'kysely';
import { toBackEnd, type Database, type SystemTransaction } from '../database/create-database.ts';
import { executeIn, toLibraryTables, type LibraryTables } from '../database/library-tables.ts';
import {
  storeMessages,
  type Execute,
  type MessageOutcome,
  type NewMessage,
  type StoredInstall,
} from '../vault/store-messages.ts';
import type { Vault } from '../vault/vault.ts';
import { toComparedText, toMessageId } from './same-message.ts';
import { toWaves } from './to-waves.ts';

/** A verified message, ready to be stored. */
export type VerifiedMessage = {
  readonly identity: Identity;
  readonly message: LifecycleMessage;
  readonly installed: InstalledMessage | undefined;
};

/**
 * `unchanged`: a repeat, or older than what is known. `replayed`: this identity came before, with another message; where
 * it has no `jti`, with another of this account.
 */
export type RecordOutcome = 'stored' | 'unchanged' | 'replayed';

/**
 * What the app does in the transaction that stores a message. It uses `tx` and opens no other transaction; when it
 * throws, nothing of the message is stored, and Trackunit is answered 503 so that it tries again.
 */
export type InstallHook<Tables> = (tx: SystemTransaction<Tables>, install: StoredInstall) => Promise<void>;

export type RecorderOptions<Tables> = {
  readonly database: Database<Tables>;
  readonly vault: Vault<Tables>;
  readonly clock: Clock;
  /** How long an identity without `exp` is remembered, in milliseconds. */
  readonly replayMemoryMs: number;
  readonly onInstalled: InstallHook<Tables> | undefined;
  readonly onUninstalled: InstallHook<Tables> | undefined;
};

type PreparedMessage = NewMessage & { readonly type: string; readonly text: string };

/** However long an identity is good: PostgreSQL's years end, and an identity may say that it never does. */
const longestMemoryMs = 400 * 86_400_000;
const purgeEveryMs = 3_600_000;

/** Encrypts and digests outside the transaction, which is kept short. */
const createPrepare =
  <Tables>({ vault, clock, replayMemoryMs }: RecorderOptions<Tables>) =>
  async ({ identity, message, installed }: VerifiedMessage): Promise<PreparedMessage> => {
    const nowMs = clock.now();
    const { accountId, type } = message;
    const takenUntilMs = identity.takenUntil?.getTime() ?? nowMs + replayMemoryMs;
    const forgetMs = Math.min(takenUntilMs, nowMs + longestMemoryMs);
    const text = toComparedText(message, installed);
    const credential = installed && {
      kind: 'APP_INSTALL' as const,
      clientId: installed.clientId,
      clientSecret: new Secret(installed.clientSecret),
    };
    return {
      accountId,
      type,
      text,
      messageId: toMessageId(identity, accountId),
      issuedAt: identity.issuedAt ?? new Date(nowMs),
      credential: credential && (await vault.sealCredential(accountId, credential)),
      memory: { bodyDigest: await vault.fingerprint(text), forgetAt: new Date(forgetMs) },
    };
  };

/**
 * Whether a message that is known by its id came with other content the first time. Where the key of its digest was
 * taken out of the ring after a rotation, nobody can tell any more, and it counts as a repeat. That is safe: a message
 * that is known is never stored, whatever it says; all that depends on this is whether it is refused aloud.
 */
const isReplay = async <Tables>(
  vault: Vault<Tables>,
  bodyDigest: string | undefined,
  text: string,
): Promise<boolean> => {
  if (bodyDigest === undefined) return true;
  return vault.isComparable(bodyDigest) && !(await vault.isFingerprintOf(bodyDigest, text));
};

/** Which of these messages, all known by their id, came with other content the first time. */
const findReplays = async <Tables>(
  executor: Kysely<LibraryTables>,
  vault: Vault<Tables>,
  known: readonly PreparedMessage[],
): Promise<ReadonlySet<PreparedMessage>> => {
  const replays = new Set<PreparedMessage>();
  if (known.length === 0) return replays;
  const ids = known.map(({ messageId }) => messageId);
  const rows = await executor
    .selectFrom('iris_app.seen_message')
    .select(['message_id', 'body_digest'])
    .where('message_id', 'in', ids)
    .execute();
  const digests = new Map(rows.map((row) => [row.message_id, row.body_digest]));
  for (const one of known) if (await isReplay(vault, digests.get(one.messageId), one.text)) replays.add(one);
  return replays;
};

/** What follows from a message that is no install, and whether anything did. */
const createApplyOther =
  <Tables>({ vault, onUninstalled }: RecorderOptions<Tables>) =>
  async (tx: SystemTransaction<Tables>, { accountId, type, issuedAt }: PreparedMessage): Promise<boolean> => {
    if (type !== 'UNINSTALLED') {
      await vault.audit(tx, { accountId, action: 'UNKNOWN_MESSAGE', actor: 'trackunit', detail: { type } });
      return true;
    }
    const ended = await vault.uninstall(tx, { accountId, issuedAt }, 'trackunit');
    if (ended !== undefined) await onUninstalled?.(tx, ended);
    return ended !== undefined;
  };

/**
 * Makes what stores verified messages, many in one transaction: memory of identities, installs, uninstalls, and
 * whatever the app does with them, all of it or nothing.
 */
export const createRecorder = <Tables>(options: RecorderOptions<Tables>) => {
  const { database, vault, clock, onInstalled } = options;
  const { kysely, executeStatement } = toBackEnd(database);
  const applyOther = createApplyOther(options);
  let lastPurgeMs = Number.NEGATIVE_INFINITY;

  const store = (
    execute: Execute,
    messages: readonly PreparedMessage[],
  ): Promise<readonly MessageOutcome[]> => {
    const now = new Date(clock.now());
    return storeMessages(execute, { irisAppId: vault.irisAppId, messages, actor: 'trackunit', now });
  };

  const toOutcomes = async (
    executor: Kysely<LibraryTables>,
    messages: readonly PreparedMessage[],
    outcomes: readonly MessageOutcome[],
    hasApplied: readonly boolean[] = [],
  ): Promise<readonly RecordOutcome[]> => {
    const known = messages.filter((_, index) => outcomes[index]?.isNew === false);
    const replays = await findReplays(executor, vault, known);
    return messages.map((one, index) => {
      if (replays.has(one)) return 'replayed';
      return outcomes[index]?.stored !== undefined || hasApplied[index] === true ? 'stored' : 'unchanged';
    });
  };

  /** Nothing but installs, and nothing that the app does with them: one statement is all of it. */
  const recordAtOnce = async (messages: readonly PreparedMessage[]) => {
    const library = kysely as unknown as Kysely<LibraryTables>;
    const execute: Execute = (text, values) => executeStatement('iris_app_store', text, values);
    return toOutcomes(library, messages, await store(execute, messages));
  };

  const purge = async (tx: Transaction<LibraryTables>): Promise<void> => {
    if (clock.now() - lastPurgeMs < purgeEveryMs) return;
    lastPurgeMs = clock.now();
    await tx.deleteFrom('iris_app.seen_message').where('forget_at', '<', new Date(clock.now())).execute();
  };

  const recordWave = async (tx: SystemTransaction<Tables>, wave: readonly PreparedMessage[]) => {
    const library = toLibraryTables(tx);
    const outcomes = await store(executeIn(tx), wave);
    const hasApplied: boolean[] = [];
    for (const [index, one] of wave.entries()) {
      const { isNew = false, stored } = outcomes[index] ?? {};
      if (stored !== undefined) await onInstalled?.(tx, stored);
      hasApplied.push(isNew && one.credential === undefined && (await applyOther(tx, one)));
    }
    return toOutcomes(library, wave, outcomes, hasApplied);
  };

  const recordInWaves = (
    messages: readonly PreparedMessage[],
    waves: readonly (readonly PreparedMessage[])[],
  ) =>
    database.asSystem(async (tx) => {
      await purge(toLibraryTables(tx));
      const outcomes = new Map<PreparedMessage, RecordOutcome>();
      for (const wave of waves) {
        const ofWave = await recordWave(tx, wave);
        for (const [index, one] of wave.entries()) outcomes.set(one, ofWave[index] ?? 'replayed');
      }
      return messages.map((one) => outcomes.get(one) ?? 'replayed');
    });

  const record = (messages: readonly PreparedMessage[]): Promise<readonly RecordOutcome[]> => {
    const waves = toWaves(messages);
    const isPlain = waves.length === 1 && messages.every(({ credential }) => credential !== undefined);
    const isTimeToPurge = clock.now() - lastPurgeMs >= purgeEveryMs;
    if (onInstalled === undefined && isPlain && !isTimeToPurge) return recordAtOnce(messages);
    return recordInWaves(messages, waves);
  };

  return { prepare: createPrepare(options), record };
};
