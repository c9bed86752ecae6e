/**
 * How long after each failure a message is tried again, in seconds: the example of the specification. The first
 * attempt and these nine are spread over 75 hours and 35 minutes.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
const waitsSeconds = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400] as const;

/** Attempts before a webhook is switched off. */
export const maxAttempts = waitsSeconds.length + 1;

/** Up to so much longer, so that messages that failed together are not tried again together. */
const spread = 0.1;
const longestSeconds = 86_400;

/** What a receiver says with this status: never again. */
const gone = 410;

export type FailedAttempt = {
  /** How often this message has failed, this time included. */
  readonly failures: number;
  readonly status: number | null;
  readonly retryAfterSeconds?: number | undefined;
};

/**
 * When a message that failed is tried again.
 *
 * @param random from 0 to below 1
 * @returns seconds to wait; nothing when it is not tried again and the webhook is switched off
 */
export const findRetryDelaySeconds = (
  { failures, status, retryAfterSeconds = 0 }: FailedAttempt,
  random: () => number,
): number | undefined => {
  const wait = waitsSeconds[failures - 1];
  if (status === gone || wait === undefined) return undefined;
  const asked = Math.min(retryAfterSeconds, longestSeconds);
  return Math.ceil(Math.max(wait, asked) * (1 + spread * random()));
};
