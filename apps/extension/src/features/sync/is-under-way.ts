import type { Sync } from '@fleet-watch/contracts';

/** Whether a sync has neither succeeded nor failed. */
export const isUnderWay = ({ state }: Pick<Sync, 'state'>): boolean =>
  state === 'QUEUED' || state === 'RUNNING';
