import { randomUUID } from 'node:crypto';
import { Secret, type StoredToken } from '@fleet-watch/trackunit-client';

/** A token that is good for an hour. */
export const newToken = (): StoredToken => ({
  tokenId: randomUUID(),
  accessToken: new Secret('token'),
  grantedScopes: [],
  issuedAt: new Date(),
  expiresAt: new Date(Date.now() + 3_600_000),
});
