import type { AssetState } from '@fleet-watch/contracts';
import { useFormats, useWords } from '../../i18n/i18n-context.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useFleetSummary } from './api/get-fleet-summary.ts';
import { AssetList } from './asset-list.tsx';
import { fleetMessages } from './fleet-messages.ts';
import { Headline } from './headline.tsx';
import { RecentCard } from './recent-card.tsx';
import { useFleetView } from './use-fleet-view.ts';
import css from './fleet-page.module.css';

/** What a fleet manager opens in the morning. */
export const FleetPage = () => {
  const words = useWords(fleetMessages);
  const formats = useFormats();
  const now = useNow();
  const summary = useFleetSummary();
  const { view, changeView } = useFleetView();
  const select = (state: AssetState) => changeView({ state });
  return (
    <main className={css['page']}>
      <header className={css['header']}>
        <h1 className={css['title']}>{words.title}</h1>
        <p className={css['synced']}>
          {summary.data && words.lastSynced({ ago: formats.ago(summary.data.asOf, now) })}
        </p>
      </header>
      {summary.isError && <ErrorNotice error={summary.error} onRetry={() => void summary.refetch()} />}
      <div className={css['cards']}>
        <Headline summary={summary.data} selected={view?.state} onSelect={select} />
        <RecentCard />
      </div>
      <AssetList view={view} changeView={changeView} />
    </main>
  );
};
