import type { TokenKey } from './token-store.ts';

/** A name for a key that no other key has; for a lease, a map or a column. It holds no secret. */
export const toTokenKeyName = ({ environment, irisAppId, accountId, generation, scope }: TokenKey): string =>
  JSON.stringify([environment, irisAppId, accountId, generation, scope]);
