import type { Transition } from '@fleet-watch/contracts';

const hourMs = 60 * 60 * 1_000;

/**
 * Whether a machine changed its state because its threshold did, not because it was heard from or its time ran out.
 * No answer gives the reason of a change, so this is concluded from its instants. It can miss one: a threshold that was
 * lowered whole hours after the sighting, to the millisecond, passes as time that ran out.
 *
 * A machine that is heard from again reports from that sighting on. If the sighting is the one of the change before, or
 * earlier than this change, nothing was heard. Silence by itself begins a threshold after the sighting, and thresholds
 * are whole hours; silence by a lowered threshold begins when somebody lowered it, which is whenever they did.
 *
 * @param before the change before this one, if it is known
 */
export const isThresholdMove = (
  { from, to, at, lastSeenAt }: Transition,
  before: Transition | undefined,
): boolean => {
  if (lastSeenAt === null || from === 'NEVER_REPORTED') return false;
  const quietMs = Date.parse(at) - Date.parse(lastSeenAt);
  if (to === 'SILENT') return quietMs % hourMs !== 0;
  return to === 'REPORTING' && (quietMs > 0 || lastSeenAt === before?.lastSeenAt);
};
