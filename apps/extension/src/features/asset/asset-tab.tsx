import { useWords } from '../../i18n/i18n-context.tsx';
import card from '../../ui/card.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { RetryNotice } from '../../ui/retry-notice.tsx';
import { useNow } from '../../ui/use-now.ts';
import { isStale } from '../fleet/fleet-status.ts';
import { AssetAdvice } from './asset-advice.tsx';
import { AssetFacts } from './asset-facts.tsx';
import { assetMessages } from './asset-messages.ts';
import { AssetNotices } from './asset-notices.tsx';
import { AssetVerdict } from './asset-verdict.tsx';
import { DaysSection } from './days-section.tsx';
import { HistorySection } from './history-section.tsx';
import { useAssetTab, type AssetTabView } from './use-asset-tab.ts';
import css from './asset-tab.module.css';

/** No sync has brought the machine. That the next one does is promised only where one is to come. */
const NoMachine = ({ isReading }: { readonly isReading: boolean }) => {
  const words = useWords(assetMessages);
  return (
    <section className={card['card']}>
      <EmptyState icon="search" title={words.unknownTitle}>
        {isReading ? words.unknownText : undefined}
      </EmptyState>
    </section>
  );
};

type MachineProps = Pick<Extract<AssetTabView, { kind: 'machine' }>, 'asset' | 'settings' | 'summary'> &
  Readonly<{ now: number }>;

const Machine = ({ asset, settings, summary, now }: MachineProps) => {
  // What is said of now depends on how old it is.
  const told = summary === undefined ? undefined : asset;
  const staleSince = summary && isStale(summary, now) ? summary.asOf : undefined;
  return (
    <>
      <section className={`${card['card'] ?? ''} ${card['padded'] ?? ''} ${css['summary'] ?? ''}`}>
        <AssetVerdict asset={told} now={now} staleSince={staleSince} />
        <AssetFacts asset={asset} settings={settings} />
      </section>
      {summary !== null && <DaysSection asset={told} summary={summary} now={now} />}
      {/* How high each of these is depends on the machine: placeholders would move when it comes. */}
      {told && (
        <>
          <AssetAdvice state={told.state} />
          <HistorySection transitions={told.transitions} />
        </>
      )}
    </>
  );
};

/** The tab on an asset's page: how this machine is, and how it has been. */
export const AssetTab = () => {
  const words = useWords(assetMessages);
  const now = useNow();
  const view = useAssetTab();
  if (view.kind === 'failed') {
    return (
      <main className={css['page']}>
        <section className={card['card']}>
          <ErrorState {...view.problem} />
        </section>
      </main>
    );
  }
  const notices = <AssetNotices account={view.account} summary={view.summary ?? undefined} now={now} />;
  if (view.kind === 'no-machine') {
    return (
      <main className={css['page']}>
        {notices}
        <NoMachine isReading={view.account?.status !== 'SUSPENDED'} />
      </main>
    );
  }
  return (
    <main className={css['page']} aria-busy={view.asset === undefined}>
      <h1 className="fw-visually-hidden">{words.title}</h1>
      <RetryNotice />
      {view.problem && <ErrorNotice {...view.problem} />}
      {notices}
      {/* Placeholders are put away, not moved, when the machine comes in beneath a notice. */}
      <Machine
        key={String(view.asset === undefined)}
        asset={view.asset}
        settings={view.settings}
        summary={view.summary}
        now={now}
      />
    </main>
  );
};
