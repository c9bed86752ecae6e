import { randomUUID } from 'node:crypto';
import type { WebhookSecret } from '@fleet-watch/contracts';
import { openText, sealText, type KeyRing, type SealedTable } from '@fleet-watch/iris-app-backend';
import type { Secret } from '@fleet-watch/trackunit-client';
import type { AccountTx, FleetWatchTables } from '../store/tables.ts';
import {
  countSecretsByKey,
  insertSecret,
  listSecrets,
  listSecretsByKey,
  replaceSealed,
  retireSecrets,
} from '../store/webhook-secrets.ts';
import { generateWebhookSecret } from './signature.ts';

export type WebhookSecretsDependencies = {
  readonly keys: KeyRing;
  readonly irisAppId: string;
  readonly now: () => Date;
};

/** What accounts' messages are signed with. */
export type WebhookSecrets = {
  /** Makes a new one and shows it, this once. */
  readonly rotate: (tx: AccountTx, accountId: string) => Promise<WebhookSecret>;
  /**
   * The ones that sign now, the newest first, at least one: a message is never sent unsigned, so an account that
   * has asked for none yet gets one that nobody has seen.
   */
  readonly reveal: (tx: AccountTx, accountId: string) => Promise<readonly Secret[]>;
};

/** So long the secret before signs too, for receivers to change over. */
const overlapMs = 24 * 3_600_000;

const ownerOf = (irisAppId: string, accountId: string) => ({
  irisAppId,
  accountId,
  purpose: 'webhook-secret',
});

/** Makes the keeper of signing secrets. */
export const createWebhookSecrets = ({
  keys,
  irisAppId,
  now,
}: WebhookSecretsDependencies): WebhookSecrets => {
  const add = async (tx: AccountTx, accountId: string, shown: boolean): Promise<Secret> => {
    const secret = generateWebhookSecret();
    const sealed = await sealText(keys, secret, ownerOf(irisAppId, accountId));
    await insertSecret(tx, { secretId: randomUUID(), accountId, sealed }, { now: now(), shown });
    return secret;
  };

  return {
    rotate: async (tx, accountId) => {
      const expiresAt = new Date(now().getTime() + overlapMs);
      const isOverlapping = await retireSecrets(tx, accountId, expiresAt);
      const secret = await add(tx, accountId, true);
      return {
        secret: secret.reveal(),
        previousExpiresAt: isOverlapping ? expiresAt.toISOString() : null,
      };
    },
    reveal: async (tx, accountId) => {
      const stored = await listSecrets(tx, accountId, now());
      if (stored.length === 0) return [await add(tx, accountId, false)];
      const owner = ownerOf(irisAppId, accountId);
      return Promise.all(stored.map(({ sealed }) => openText(keys, sealed, owner)));
    },
  };
};

/** Where the secrets lie, for the vault: its keys are theirs, too. */
export const createWebhookSecretTable = (irisAppId: string): SealedTable<FleetWatchTables> => ({
  countByKey: countSecretsByKey,
  list: async (tx, filter) =>
    (await listSecretsByKey(tx, filter)).map((secret) => ({
      owner: ownerOf(irisAppId, secret.accountId),
      sealed: secret.sealed,
      replace: (sealed) => replaceSealed(tx, { ...secret, sealed }),
    })),
});
