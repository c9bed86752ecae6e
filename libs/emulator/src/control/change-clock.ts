import { z } from 'zod';
import type { Platform } from '../platform.ts';

/** Beyond a century dates leave the form that everybody reads. */
const centurySeconds = 100 * 365 * 86_400;

/** What a person or a test does to time: how fast the story goes, how far it jumps, how wrong the clock is. */
export const clockChangeSchema = z.strictObject({
  /** Simulated seconds per second; 0 pauses. */
  speed: z.number().min(0).max(100_000).optional(),
  /** Never back: what was told once stays told. */
  jumpSeconds: z.number().min(0).max(centurySeconds).optional(),
  skewSeconds: z.number().min(-centurySeconds).max(centurySeconds).optional(),
});

/** See `clockChangeSchema`. */
export type ClockChange = z.output<typeof clockChangeSchema>;

/** Changes time; whoever relies on it saves. */
export const changeClock = (
  { clock, log }: Platform,
  { speed, jumpSeconds, skewSeconds }: ClockChange,
): void => {
  if (speed !== undefined) clock.setSpeed(speed);
  if (jumpSeconds !== undefined) clock.jump(jumpSeconds * 1000);
  if (skewSeconds !== undefined) clock.setSkew(skewSeconds * 1000);
  log.addChange('clock');
};
