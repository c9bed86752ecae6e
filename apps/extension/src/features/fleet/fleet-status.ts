import type { Account, FleetSummary } from '@fleet-watch/contracts';
import { ApiError } from '../../api/api-error.ts';
import { isUnderWay } from '../sync/is-under-way.ts';

/** What the fleet page is about: numbers, or the reason why there are none. */
export type FleetStatus =
  | Readonly<{ kind: 'loading' | 'first-sync' | 'first-sync-failed' | 'suspended' | 'empty' | 'ready' }>
  | Readonly<{ kind: 'failed' | 'not-installed'; error: Error }>;

type Known = Readonly<{
  account: Account | undefined;
  summary: FleetSummary | undefined;
  error: Error | undefined;
}>;

/** Why an account has no machines: the summary can be older than the sync that found some. */
const toReasonForNone = ({
  status,
  lastSync,
}: Account): 'suspended' | 'first-sync' | 'first-sync-failed' | 'empty' => {
  if (status === 'SUSPENDED') return 'suspended';
  if (lastSync === null || isUnderWay(lastSync)) return 'first-sync';
  if (lastSync.state === 'FAILED') return 'first-sync-failed';
  return lastSync.fetched > 0 ? 'first-sync' : 'empty';
};

/** Numbers that are there stay, even when reading them anew failed. */
export const toFleetStatus = ({ account, summary, error }: Known): FleetStatus => {
  if (error instanceof ApiError && error.code === 'account_not_installed') {
    return { kind: 'not-installed', error };
  }
  if (summary !== undefined && summary.total > 0) return { kind: 'ready' };
  if (summary !== undefined && account !== undefined) return { kind: toReasonForNone(account) };
  return error === undefined ? { kind: 'loading' } : { kind: 'failed', error };
};

/** Whether a sync has found machines that the numbers do not know of yet. */
export const isBehind = ({ account, summary }: Omit<Known, 'error'>): boolean =>
  summary?.total === 0 && account?.lastSync?.state === 'SUCCEEDED' && account.lastSync.fetched > 0;

const staleAfterMs = 3 * 60 * 60 * 1_000;

/** Syncs come every hour; after three hours something is wrong, and who looks should know. */
export const isStale = ({ asOf }: FleetSummary, now: number): boolean =>
  now - Date.parse(asOf) > staleAfterMs;
