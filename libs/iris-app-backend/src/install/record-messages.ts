import type { InstalledMessage, LifecycleMessage } from '@fleet-watch/contracts';
import { Secret, type Clock, type Identity } from '@fleet-watch/trackunit-client';
import type { Transaction } from 'kysely';
import type { Database, SystemTransaction } from '../database/create-database.ts';
import { executeIn, toLibraryTables, type LibraryTables } from '../database/library-tables.ts';
import { storeMessages, type NewMessage, type StoredInstall } from '../vault/store-messages.ts';
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
 * What the app does in the transaction that stores messages. Those that came at the same moment share one, so it is
 * given one install or more, each of another account: what it does for all of them in one statement keeps the
 * transaction short. It uses `tx` and opens no other transaction. When it throws, nothing is stored; where there were
 * many installs, each is then tried alone, and Trackunit is answered 503 for the one that fails, so that it tries again.
 */
export type InstallHook<Tables> = (
  tx: SystemTransaction<Tables>,
  installs: readonly StoredInstall[],
) => Promise<void>;

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

/** A message that was looked at: whether it was here before, and whether it changed anything. */
type Applied = { readonly one: PreparedMessage; readonly isNew: boolean; readonly hasChanged: boolean };

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
  tx: Transaction<LibraryTables>,
  vault: Vault<Tables>,
  known: readonly PreparedMessage[],
): Promise<ReadonlySet<PreparedMessage>> => {
  const replays = new Set<PreparedMessage>();
  if (known.length === 0) return replays;
  const ids = known.map(({ messageId }) => messageId);
  const rows = await tx
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
    if (ended !== undefined) await onUninstalled?.(tx, [ended]);
    return ended !== undefined;
  };

/**
 * Makes what stores verified messages, many in one transaction: memory of identities, installs, uninstalls, and
 * whatever the app does with them, all of it or nothing.
 */
export const createRecorder = <Tables>(options: RecorderOptions<Tables>) => {
  const { database, vault, clock, onInstalled } = options;
  const applyOther = createApplyOther(options);
  let lastPurgeMs = Number.NEGATIVE_INFINITY;

  const toOutcomes = async (
    tx: Transaction<LibraryTables>,
    wave: readonly Applied[],
  ): Promise<readonly RecordOutcome[]> => {
    const known = wave.filter(({ isNew }) => !isNew).map(({ one }) => one);
    const replays = await findReplays(tx, vault, known);
    return wave.map(({ one, hasChanged }) => {
      if (replays.has(one)) return 'replayed';
      return hasChanged ? 'stored' : 'unchanged';
    });
  };

  const purge = async (tx: Transaction<LibraryTables>): Promise<void> => {
    if (clock.now() - lastPurgeMs < purgeEveryMs) return;
    lastPurgeMs = clock.now();
    await tx.deleteFrom('iris_app.seen_message').where('forget_at', '<', new Date(clock.now())).execute();
  };

  const recordWave = async (tx: SystemTransaction<Tables>, wave: readonly PreparedMessage[]) => {
    const now = new Date(clock.now());
    const request = { irisAppId: vault.irisAppId, messages: wave, actor: 'trackunit', now };
    const outcomes = await storeMessages(executeIn(tx), request);
    const installs = outcomes.flatMap(({ stored }) => (stored === undefined ? [] : [stored]));
    if (installs.length > 0) await onInstalled?.(tx, installs);
    const applied: Applied[] = [];
    for (const [index, one] of wave.entries()) {
      const { isNew = false, stored } = outcomes[index] ?? {};
      const hasChanged =
        one.credential === undefined ? isNew && (await applyOther(tx, one)) : stored !== undefined;
      applied.push({ one, isNew, hasChanged });
    }
    return toOutcomes(toLibraryTables(tx), applied);
  };

  /** Takes the messages when the transaction is open, so that it has those too that came while it was opened. */
  const record = (take: () => readonly PreparedMessage[]): Promise<readonly RecordOutcome[]> =>
    database.asSystem(async (tx) => {
      await purge(toLibraryTables(tx));
      const messages = take();
      const outcomes = new Map<PreparedMessage, RecordOutcome>();
      for (const wave of toWaves(messages)) {
        const ofWave = await recordWave(tx, wave);
        for (const [index, one] of wave.entries()) outcomes.set(one, ofWave[index] ?? 'replayed');
      }
      return messages.map((one) => outcomes.get(one) ?? 'replayed');
    });

  return { prepare: createPrepare(options), record };
};
