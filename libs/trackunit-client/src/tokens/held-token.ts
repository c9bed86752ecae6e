import type { Secret } from '../secret.ts';
import type { AccessToken } from './access-token.ts';

/** A token in memory with what is needed to renew it. Times by this machine's clock. */
export type HeldToken = {
  readonly access: AccessToken;
  readonly tokenId: string;
  readonly generation: string;
  readonly refreshToken: Secret | undefined;
  /** From here on it is renewed in the background. */
  readonly freshUntilMs: number;
  /** From here on it is not handed out. */
  readonly usableUntilMs: number;
};

/** A token is renewed when between these shares of its life are over: spread, so that tokens that came together do not go together. */
const renewalShare = { from: 0.75, spread: 0.15 };

/** The end of a token's life in which it is not handed out, because the call still has to travel. */
const marginMs = (lifetimeMs: number): number => Math.min(30_000, lifetimeMs * 0.1);

/** When a token is fresh and when it is usable, both in milliseconds by the clock that the times are given in. */
export const toTokenTimes = (issuedAtMs: number, expiresAtMs: number, random: () => number) => {
  const lifetimeMs = Math.max(0, expiresAtMs - issuedAtMs);
  return {
    freshUntilMs: issuedAtMs + lifetimeMs * (renewalShare.from + renewalShare.spread * random()),
    usableUntilMs: expiresAtMs - marginMs(lifetimeMs),
  };
};
