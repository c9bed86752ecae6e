/** Where the fleet's story stands, as a state file keeps it. */
export type StoredClock = {
  readonly epochMs: number;
  readonly aheadMs: number;
  /** Files of earlier versions lack it. */
  readonly behindMs?: number;
};

/**
 * The emulator's time. Tokens, headers and limits live by the wall clock plus what was jumped; the fleet's story
 * may run faster, stand still, or jump.
 *
 * Time that runs ahead moves nothing into the future: see `createFleet`.
 */
export const createPlatformClock = (wallNowMs: () => number, stored?: StoredClock) => {
  let epochMs = stored?.epochMs ?? wallNowMs();
  let aheadMs = stored?.aheadMs ?? 0;
  let behindMs = stored?.behindMs ?? 0;
  let jumpedMs = 0;
  let skewMs = 0;
  let speed = 1;
  let markMs = wallNowMs();

  /** Books the time since the last look: faster than the wall adds to `ahead`, a pause to `behind`. */
  const settle = (): void => {
    const nowMs = wallNowMs();
    const elapsedMs = nowMs - markMs;
    markMs = nowMs;
    if (speed >= 1) aheadMs += elapsedMs * (speed - 1);
    else behindMs += elapsedMs * (1 - speed);
  };

  return {
    wallNowMs,
    epochMs: () => epochMs,
    fleetNowMs: (): number => {
      settle();
      return markMs + aheadMs - behindMs;
    },
    aheadMs: (): number => {
      settle();
      return aheadMs;
    },
    speed: () => speed,
    /** The clock that tokens and identities are issued by: wrong by the skew. */
    signingNowMs: (): number => wallNowMs() + skewMs,
    skewMs: () => skewMs,
    setSkew: (ms: number): void => {
      skewMs = ms;
    },
    setSpeed: (next: number): void => {
      settle();
      speed = next;
    },
    jump: (byMs: number): void => {
      settle();
      aheadMs += byMs;
      jumpedMs += byMs;
    },
    reset: (): void => {
      epochMs = wallNowMs();
      markMs = epochMs;
      aheadMs = 0;
      behindMs = 0;
      jumpedMs = 0;
      skewMs = 0;
      speed = 1;
    },
    /** What expires and refills: the wall clock plus what was jumped, so that a jump of an hour ends tokens. */
    serverNowMs: (): number => wallNowMs() + jumpedMs,
    toStored: (): StoredClock => {
      settle();
      return { epochMs, aheadMs, behindMs };
    },
  };
};

/** See `createPlatformClock`. */
export type PlatformClock = ReturnType<typeof createPlatformClock>;
