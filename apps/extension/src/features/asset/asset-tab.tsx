import { useAssetRuntime } from '@trackunit/iris-app-sdk';
import { ApiError } from '../../api/api-error.ts';
import { useWords } from '../../i18n/i18n-context.tsx';
import card from '../../ui/card.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { RetryNotice } from '../../ui/retry-notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useAccount } from '../account/api/get-account.ts';
import { useFleetSummary } from '../fleet/api/get-fleet-summary.ts';
import { isStale } from '../fleet/fleet-status.ts';
import { useSettings } from '../settings/api/get-settings.ts';
import { useAsset } from './api/get-asset.ts';
import { AssetAdvice } from './asset-advice.tsx';
import { AssetFacts } from './asset-facts.tsx';
import { AssetHistory } from './asset-history.tsx';
import { assetMessages } from './asset-messages.ts';
import { AssetNotices } from './asset-notices.tsx';
import { AssetVerdict } from './asset-verdict.tsx';
import { ReportingStrip } from './reporting-strip.tsx';
import { toDays } from './to-days.ts';
import css from './asset-tab.module.css';

const shownDays = 90;
const padded = `${card['card'] ?? ''} ${card['padded'] ?? ''}`;

/** No sync has brought the machine. That the next one does is promised only where one is to come. */
const UnknownMachine = ({ isReading }: { readonly isReading: boolean }) => {
  const words = useWords(assetMessages);
  return (
    <section className={card['card']}>
      <EmptyState icon="search" title={words.unknownTitle}>
        {isReading ? words.unknownText : undefined}
      </EmptyState>
    </section>
  );
};

/** The tab on an asset's page: how this machine is, and how it has been. */
export const AssetTab = () => {
  const words = useWords(assetMessages);
  const now = useNow();
  const { assetInfo, isKnown, error: hostError } = useAssetRuntime();
  const asset = useAsset(assetInfo?.assetId);
  const settings = useSettings();
  const account = useAccount();
  // Tells when the fleet was read last, and on which days it was read at all.
  const summary = useFleetSummary();
  const beside = [settings, account, summary];
  // What is to come has a placeholder, what cannot be had has none.
  const threshold = settings.data ?? (settings.error === null ? undefined : null);
  // What is said of now depends on how old it is.
  const told = summary.isPending ? undefined : asset.data;
  const staleSince = summary.data && isStale(summary.data, now) ? summary.data.asOf : undefined;
  const notices = <AssetNotices account={account.data} summary={summary.data} now={now} />;
  const isNone = isKnown && assetInfo === undefined;
  if (isNone || (asset.error instanceof ApiError && asset.error.code === 'not_found')) {
    return (
      <main className={css['page']}>
        {notices}
        <UnknownMachine isReading={account.data?.status !== 'SUSPENDED'} />
      </main>
    );
  }
  // One notice for all: what keeps back the machine keeps back what stands beside it, too.
  const missing = beside.filter(({ data, error }) => error !== null && data === undefined);
  const error = hostError ?? asset.error ?? missing[0]?.error ?? null;
  const failed = asset.isError ? [asset, ...missing] : missing;
  const problem = error !== null && (
    <ErrorNotice
      error={error}
      // Nothing on this page asks Manager again; its words say to reload.
      onRetry={hostError === undefined ? () => failed.forEach((query) => void query.refetch()) : undefined}
      retrying={asset.isError && asset.isFetching}
    />
  );
  // Placeholders beside it would promise that something is still to come.
  if (hostError !== undefined || (asset.isError && asset.data === undefined)) {
    return <main className={css['page']}>{problem}</main>;
  }
  return (
    <main className={css['page']} aria-busy={asset.isPending}>
      <h1 className="fw-visually-hidden">{words.title}</h1>
      <RetryNotice />
      {problem}
      {notices}
      <section className={`${padded} ${css['summary'] ?? ''}`}>
        <AssetVerdict asset={told} now={now} staleSince={staleSince} />
        <AssetFacts asset={asset.data} settings={threshold} />
      </section>
      {(summary.data !== undefined || summary.isPending) && (
        <section className={`${padded} ${css['days'] ?? ''}`} aria-labelledby="fw-days">
          <h2 id="fw-days" className={card['title']}>
            {words.days}
          </h2>
          {told && summary.data ? (
            <ReportingStrip days={toDays(told, { now, days: shownDays, summary: summary.data })} />
          ) : (
            <Skeleton height="5.5rem" />
          )}
        </section>
      )}
      {/* How high each of these is depends on the machine: placeholders would move when it comes. */}
      {told && (
        <>
          <AssetAdvice state={told.state} />
          <section className={padded} aria-labelledby="fw-history">
            <h2 id="fw-history" className={card['title']}>
              {words.history}
            </h2>
            <AssetHistory transitions={told.transitions} />
          </section>
        </>
      )}
    </main>
  );
};
