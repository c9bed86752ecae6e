import { usePrefetchQuery } from '@tanstack/react-query';
import { Fragment, useDeferredValue, useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { isAwaited } from '../../api/is-awaited.ts';
import { RetryNotice } from '../../ui/retry-notice.tsx';
import { useNow } from '../../ui/use-now.ts';
import { accountOptions, useAccount } from '../account/api/get-account.ts';
import { useFreshAfterSync } from '../sync/use-fresh-after-sync.ts';
import { useSync } from '../sync/use-sync.ts';
import { TrendCard } from '../trend/trend-card.tsx';
import { fleetSummaryOptions, useFleetSummary } from './api/get-fleet-summary.ts';
import { AssetList } from './asset-list.tsx';
import { FleetHeader } from './fleet-header.tsx';
import { isBehind, toFleetStatus, type FleetStatus } from './fleet-status.ts';
import { FleetWithoutNumbers } from './fleet-without-numbers.tsx';
import { Headline } from './headline.tsx';
import { RecentCard } from './recent-card.tsx';
import { useFleetNotice } from './use-fleet-notice.tsx';
import { useFreshWhileBehind } from './use-fresh-while-behind.ts';
import css from './fleet-page.module.css';

/**
 * Whether the numbers came in beneath a notice. What stood in for them is then put away and they are drawn in their
 * place: only who looks at a page that is there would see something move.
 */
const useCameBeneathNotice = (hasCome: boolean, hasNotice: boolean): boolean => {
  const [isSo, setIsSo] = useState<boolean>();
  if (hasCome && isSo === undefined) setIsSo(hasNotice);
  return isSo === true;
};

/**
 * What a fleet manager opens in the morning. The numbers come first: they are asked for before anything is drawn, and
 * the list, which is most of the work, is drawn after what stands above it. What changes with the list's view asks for
 * it itself, so that a letter typed draws no chart.
 */
export const FleetPage = () => {
  const api = useApi();
  usePrefetchQuery(fleetSummaryOptions(api));
  usePrefetchQuery(accountOptions(api));
  const isListDue = useDeferredValue(true, false);
  const now = useNow();
  const account = useAccount();
  const summary = useFleetSummary();
  const sync = useSync();
  useFreshAfterSync(account.data?.lastSync?.finishedAt);
  useFreshWhileBehind(isBehind({ account: account.data, summary: summary.data }));
  // Numbers and what has to be known of them come in one paint, so that a notice moves nothing.
  const status: FleetStatus = isAwaited(account)
    ? { kind: 'loading' }
    : toFleetStatus({
        account: account.data,
        summary: summary.data,
        error: summary.error ?? account.error ?? undefined,
      });
  const isFleetKnown = status.kind === 'ready';
  const hasNumbers = isFleetKnown || status.kind === 'loading';
  // No machines is an answer whose reason is yet to come; what stands here would be a number and then move.
  const numbers = isFleetKnown ? summary.data : undefined;
  const notice = useFleetNotice({ account: account.data, summary: numbers, now, sync });
  const cameBeneathNotice = useCameBeneathNotice(isFleetKnown, notice !== null);
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
        <Fragment key={String(cameBeneathNotice)}>
          <RetryNotice />
          {notice}
          <div className={css['cards']}>
            <Headline summary={numbers} />
            <TrendCard trend={numbers?.trend} />
            <RecentCard isFleetKnown={isFleetKnown} />
          </div>
          {isListDue && <AssetList isFleetKnown={isFleetKnown} />}
        </Fragment>
      ) : (
        <FleetWithoutNumbers status={status} account={account.data} sync={sync} onRetry={retry} />
      )}
    </main>
  );
};
