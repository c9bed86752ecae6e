import { createNewestMap } from '../bounded/newest-map.ts';
import type { Grant } from './grant.ts';

/** Why a token opens nothing. */
export type TokenProblem = 'unknown' | 'expired' | 'revoked';

const keptAtMost = 20_000;

/**
 * The newest tokens with what they grant, and which of them were ended before their time. A token that was forgotten
 * or is of an earlier run counts as issued before anything that ended tokens of its client.
 */
export const createKnownGrants = (nowMs: () => number) => {
  const grants = createNewestMap<Grant>(keptAtMost);
  // By token id. Twice as many, so that no token outlives the note that it is dead.
  const revoked = createNewestMap<true>(2 * keptAtMost);
  const endedClients = createNewestMap<true>(keptAtMost);
  let era = 0;

  return {
    find: (token: string): Grant | undefined => grants.get(token),
    remember: (token: string, grant: Grant): void => grants.set(token, grant),
    judge: (grant: Grant): Grant | TokenProblem => {
      if (revoked.get(grant.tokenId)) return 'revoked';
      return grant.expiresAtMs <= nowMs() ? 'expired' : grant;
    },
    /** Whether tokens of a client were ended, so that one that is not known here is dead. */
    isEnded: (clientId: string): boolean => endedClients.get(clientId) !== undefined,
    isRevoked: (tokenId: string): boolean => revoked.get(tokenId) !== undefined,
    revoke: (tokenId: string): void => revoked.set(tokenId, true),
    endTokensOf: (clientId: string): void => {
      endedClients.set(clientId, true);
      for (const grant of grants.values()) if (grant.clientId === clientId) revoked.set(grant.tokenId, true);
    },
    /** Grows with each reset: what was begun in an earlier one is nobody's any more. */
    era: (): number => era,
    reset: (): void => {
      era += 1;
      for (const map of [grants, revoked, endedClients]) map.clear();
    },
  };
};
