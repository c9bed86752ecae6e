import type { InstalledMessage, LifecycleMessage } from '@fleet-watch/contracts';
import type { Identity } from '@fleet-watch/trackunit-client';
import { hash } from 'node:crypto';

/**
 * Names a message. Where its identity has no `jti`, two accounts that install in one second may have the same signed
 * bytes; so the account is part of the name, as a digest, which does not outlive the account as its id would.
 */
export const toMessageId = ({ messageId, hasJti }: Identity, accountId: string): string =>
  hasJti ? messageId : hash('sha256', JSON.stringify([messageId, accountId]), 'base64url');

/**
 * What makes two messages of one name the same: the members that are known of their type, whatever else is sent
 * along, and however it is written. Of a type that nobody knows nothing else is recorded, so nothing else can differ.
 * It may hold a secret: keep a fingerprint of it only.
 */
export const toComparedText = (
  message: LifecycleMessage,
  installed: InstalledMessage | undefined,
): string => {
  const { type, irisAppId, accountId } = message;
  const credential = installed === undefined ? [] : [installed.clientId, installed.clientSecret];
  return JSON.stringify([type, irisAppId, accountId, ...credential]);
};
