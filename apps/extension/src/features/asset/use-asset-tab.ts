import type { Account, AssetDetail, FleetSummary, Settings } from '@fleet-watch/contracts';
import { useAssetRuntime } from '@trackunit/iris-app-sdk';
import { ApiError } from '../../api/api-error.ts';
import { isAwaited } from '../../api/is-awaited.ts';
import { useAccount } from '../account/api/get-account.ts';
import { useFleetSummary } from '../fleet/api/get-fleet-summary.ts';
import { useSettings } from '../settings/api/get-settings.ts';
import { useAsset } from './api/get-asset.ts';

/** What went wrong, as `ErrorNotice` takes it. */
type Problem = Readonly<{ error: Error; onRetry: (() => void) | undefined; retrying: boolean }>;

/** Undefined is yet to come and has a placeholder, null cannot be had and has none. */
type Part<Value> = Value | null | undefined;

/** What the tab shows: a machine, that there is none, or why neither can be told. */
export type AssetTabView = Readonly<{
  account: Account | undefined;
  /** Tells when the fleet was read last, and on which days it was read at all. */
  summary: Part<FleetSummary>;
}> &
  (
    | Readonly<{ kind: 'no-machine' }>
    | Readonly<{ kind: 'failed'; problem: Problem }>
    | Readonly<{
        kind: 'machine';
        asset: AssetDetail | undefined;
        settings: Part<Settings>;
        problem: Problem | undefined;
      }>
  );

type Question<Value> = Readonly<{ data: Value | undefined; error: Error | null; refetch: () => unknown }>;

const toPart = <Value>({ data, error }: Question<Value>): Part<Value> =>
  data ?? (error === null ? undefined : null);

const isMissing = ({ data, error }: Question<unknown>): boolean => error !== null && data === undefined;

/** Asks for everything that the tab shows. */
export const useAssetTab = (): AssetTabView => {
  const { assetInfo, isKnown, error: hostError } = useAssetRuntime();
  const asset = useAsset(assetInfo?.assetId);
  const settings = useSettings();
  const account = useAccount();
  const summary = useFleetSummary();

  const isNone = isKnown && assetInfo === undefined;
  const isUnknown = isNone || (asset.error instanceof ApiError && asset.error.code === 'not_found');
  // Notices stand above the machine, so it waits for what they tell. What fails before its answer may keep that back,
  // too: nothing comes or goes until it is there.
  const isOpen =
    [account, summary].some(isAwaited) || (!isUnknown && asset.data === undefined && !asset.isError);
  const shared = isOpen
    ? { account: undefined, summary: undefined }
    : { account: account.data, summary: toPart(summary) };
  if (isUnknown && !isOpen) return { kind: 'no-machine', ...shared };

  // Nothing on this page asks Manager again; its words say to reload.
  if (hostError !== undefined) {
    return { kind: 'failed', ...shared, problem: { error: hostError, onRetry: undefined, retrying: false } };
  }
  // One notice for all: what keeps back the machine keeps back what stands beside it, too.
  const failed = [...(asset.isError ? [asset] : []), ...[settings, account, summary].filter(isMissing)];
  const error = isOpen ? undefined : (failed[0]?.error ?? undefined);
  const problem = error && {
    error,
    onRetry: () => failed.forEach((question) => void question.refetch()),
    retrying: asset.isError && asset.isFetching,
  };
  // Placeholders beside it would promise that something is still to come.
  if (problem && isMissing(asset)) return { kind: 'failed', ...shared, problem };
  return {
    kind: 'machine',
    ...shared,
    asset: isOpen ? undefined : asset.data,
    settings: isOpen ? settings.data : toPart(settings),
    problem,
  };
};
