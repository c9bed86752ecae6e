import type { AssetState } from '@fleet-watch/contracts';
import { useNow } from '../../ui/use-now.ts';
import { useAccount } from '../account/api/get-account.ts';
import { useSync } from '../sync/use-sync.ts';
import { TrendCard } from '../trend/trend-card.tsx';
import { useFleetSummary } from './api/get-fleet-summary.ts';
import { AssetList } from './asset-list.tsx';
import { FleetHeader } from './fleet-header.tsx';
import { FleetNotices } from './fleet-notices.tsx';
import { toFleetStatus } from './fleet-status.ts';
import { FleetWithoutNumbers } from './fleet-without-numbers.tsx';
import { Headline } from './headline.tsx';
import { RecentCard } from './recent-card.tsx';
import { useFleetView } from './use-fleet-view.ts';
import { useFreshAfterSync } from './use-fresh-after-sync.ts';
import css from './fleet-page.module.css';

/** What a fleet manager opens in the morning. */
export const FleetPage = () => {
  const now = useNow();
  const account = useAccount();
  const summary = useFleetSummary();
  const sync = useSync();
  const { view, changeView } = useFleetView();
  useFreshAfterSync(account.data?.lastSync?.finishedAt);
  const status = toFleetStatus({
    account: account.data,
    summary: summary.data,
    error: summary.error ?? account.error ?? undefined,
  });
  const hasNumbers = status.kind === 'ready' || status.kind === 'loading';
  const select = (state: AssetState) => changeView({ state });
  const retry = () => {
    void account.refetch();
    void summary.refetch();
  };
  return (
    <main className={css['page']}>
      <FleetHeader
        summary={hasNumbers ? summary.data : undefined}
        now={now}
        sync={status.kind === 'ready' ? sync : undefined}
      />
      {hasNumbers ? (
        <>
          {summary.data && (
            <FleetNotices account={account.data} summary={summary.data} now={now} sync={sync} />
          )}
          <div className={css['cards']}>
            <Headline summary={summary.data} selected={view?.state} onSelect={select} />
            <TrendCard trend={summary.data?.trend} />
            <RecentCard showsErrors={status.kind === 'ready'} />
          </div>
          <AssetList view={view} changeView={changeView} showsErrors={status.kind === 'ready'} />
        </>
      ) : (
        <FleetWithoutNumbers status={status} account={account.data} sync={sync} onRetry={retry} />
      )}
    </main>
  );
};
