import type { Sync } from '@fleet-watch/contracts';
import { isUnderWay } from './is-under-way.ts';

const isNewer = (one: Sync, other: Sync): boolean =>
  Date.parse(one.startedAt ?? '') > Date.parse(other.startedAt ?? '');

/**
 * The sync that was started here, until there is a newer one; else one that others started, while it runs: how those
 * ended is told elsewhere. Once it has ended, the account tells of it in the language that is spoken then.
 */
export const toShownSync = (started: Sync | undefined, last: Sync | null | undefined): Sync | undefined => {
  if (!last) return started;
  if (started !== undefined) {
    if (isUnderWay(started) || (last.id === started.id && isUnderWay(last))) return started;
    if (last.id === started.id) return last;
    if (!isNewer(last, started)) return started;
  }
  return isUnderWay(last) ? last : undefined;
};
