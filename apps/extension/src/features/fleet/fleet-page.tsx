import { usePrefetchQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { RetryNotice } from '../../ui/retry-notice.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useAccount } from '../account/api/get-account.ts';
import { useFreshAfterSync } from '../sync/use-fresh-after-sync.ts';
import { useSync } from '../sync/use-sync.ts';
import { TrendCard } from '../trend/trend-card.tsx';
import { fleetSummaryOptions, useFleetSummary } from './api/get-fleet-summary.ts';
import { AssetList } from './asset-list.tsx';
import { FleetHeader } from './fleet-header.tsx';
import { FleetNotices } from './fleet-notices.tsx';
import { isBehind, toFleetStatus } from './fleet-status.ts';
import { FleetWithoutNumbers } from './fleet-without-numbers.tsx';
import { Headline } from './headline.tsx';
import { RecentCard } from './recent-card.tsx';
import { useFreshWhileBehind } from './use-fresh-while-behind.ts';
import css from './fleet-page.module.css';

/**
 * What a fleet manager opens in the morning. The numbers come first: they are asked for before anything is drawn, and
 * the list, which is most of the work, is drawn after what stands above it. What changes with the list's view asks for
 * it itself, so that a letter typed draws no chart.
 */
export const FleetPage = () => {
  usePrefetchQuery(fleetSummaryOptions(useApi()));
  const isListDue = useDeferredValue(true, false);
  const now = useNow();
  const account = useAccount();
  const summary = useFleetSummary();
  const sync = useSync();
  useFreshAfterSync(account.data?.lastSync?.finishedAt);
  useFreshWhileBehind(isBehind({ account: account.data, summary: summary.data }));
  const status = toFleetStatus({
    account: account.data,
    summary: summary.data,
    error: summary.error ?? account.error ?? undefined,
  });
  const isFleetKnown = status.kind === 'ready';
  const hasNumbers = isFleetKnown || status.kind === 'loading';
  // No machines is an answer whose reason is yet to come; what stands here would be a number and then move.
  const numbers = isFleetKnown ? summary.data : undefined;
  const retry = () => {
    void account.refetch();
    void summary.refetch();
  };
  return (
    <main className={css['page']}>
      <FleetHeader
        summary={numbers}
        now={now}
        sync={isFleetKnown ? sync : undefined}
        isPaused={account.data?.status === 'SUSPENDED'}
      />
      {hasNumbers ? (
        <>
          <RetryNotice />
          {numbers && <FleetNotices account={account.data} summary={numbers} now={now} sync={sync} />}
          <div className={css['cards']}>
            <Headline summary={numbers} />
            <TrendCard trend={numbers?.trend} />
            <RecentCard isFleetKnown={isFleetKnown} />
          </div>
          {isListDue && <AssetList isFleetKnown={isFleetKnown} />}
        </>
      ) : (
        <FleetWithoutNumbers status={status} account={account.data} sync={sync} onRetry={retry} />
      )}
    </main>
  );
};
