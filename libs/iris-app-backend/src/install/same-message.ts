import type { InstalledMessage, LifecycleMessage } from '@fleet-watch/contracts';

/**
 * What makes two messages of one identity the same: the members that are known of their type, whatever else is sent
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
