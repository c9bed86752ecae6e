import { createHash } from 'node:crypto';
import type { Period } from './cron-period.ts';

const spread = 0x1_0000_0000;

/** Where in a schedule's interval an account has its place, from 0 to below 1: always the same, and evenly spread. */
export const toSlot = (schedule: string, accountId: string): number =>
  createHash('sha256').update(`${schedule} ${accountId}`).digest().readUInt32BE() / spread;

/** The end of a period is kept free of turns, so that the looks that come there find every turn passed. */
const longestRestMs = 60_000;

/** When it is an account's turn within a period: before its last minute, or its last half if it is shorter than two. */
export const toTurn = (schedule: string, accountId: string, { start, end }: Period): Date => {
  const lengthMs = end.getTime() - start.getTime();
  const turnsMs = lengthMs - Math.min(longestRestMs, lengthMs / 2);
  return new Date(start.getTime() + Math.floor(toSlot(schedule, accountId) * turnsMs));
};
