import { useAssetRuntime } from '@trackunit/iris-app-sdk';
import type { AssetDetail } from '@fleet-watch/contracts';
import { ApiError } from '../../api/api-error.ts';
import { useFormats, useWords } from '../../i18n/i18n-context.tsx';
import card from '../../ui/card.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { RetryNotice } from '../../ui/retry-notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useAccount } from '../account/api/get-account.ts';
import { useSettings } from '../settings/api/get-settings.ts';
import { useAsset } from './api/get-asset.ts';
import { AssetFacts } from './asset-facts.tsx';
import { AssetHistory } from './asset-history.tsx';
import { assetMessages } from './asset-messages.ts';
import { ReportingStrip } from './reporting-strip.tsx';
import { toDays } from './to-days.ts';
import css from './asset-tab.module.css';

const shownDays = 90;
const padded = `${card['card'] ?? ''} ${card['padded'] ?? ''}`;

const Verdict = ({ asset, now }: { readonly asset: AssetDetail | undefined; readonly now: number }) => {
  const words = useWords(assetMessages);
  const formats = useFormats();
  if (asset === undefined)
    return (
      <>
        <Skeleton width="5rem" height="1.5rem" />
        <Skeleton width="12rem" height="1.5rem" />
      </>
    );
  const { state, lastSeenAt } = asset;
  return (
    <>
      <StateBadge state={state} />
      <span className={css['verdict']}>
        {state === 'NEVER_REPORTED' && words.neverReported}
        {state === 'REPORTING' &&
          lastSeenAt !== null &&
          words.reporting({ ago: formats.ago(lastSeenAt, now) })}
        {state === 'SILENT' &&
          lastSeenAt !== null &&
          words.noSignFor({ duration: formats.duration(now - Date.parse(lastSeenAt)) })}
      </span>
    </>
  );
};

const UnknownMachine = () => {
  const words = useWords(assetMessages);
  return (
    <section className={card['card']}>
      <EmptyState icon="search" title={words.unknownTitle}>
        {words.unknownText}
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
  // What is to come has a placeholder, what cannot be had has none.
  const threshold = settings.data ?? (settings.error === null ? undefined : null);
  // The account says which days are estimated: drawn before that, they would change their look.
  const isAccountSettled = account.data !== undefined || account.isError;
  const isNone = isKnown && assetInfo === undefined;
  if (isNone || (asset.error instanceof ApiError && asset.error.code === 'not_found')) {
    return (
      <main className={css['page']}>
        <UnknownMachine />
      </main>
    );
  }
  // One notice for all: what keeps back the machine keeps back the threshold, too.
  const error = hostError ?? asset.error ?? (threshold === null ? settings.error : null);
  const retry = () => {
    if (asset.isError) void asset.refetch();
    if (threshold === null) void settings.refetch();
  };
  const problem = error !== null && (
    <ErrorNotice
      error={error}
      // Nothing on this page asks Manager again; its words say to reload.
      onRetry={hostError === undefined ? retry : undefined}
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
      <section className={`${padded} ${css['summary'] ?? ''}`}>
        <p className={css['state']}>
          <Verdict asset={asset.data} now={now} />
        </p>
        {asset.data?.state === 'NEVER_REPORTED' && <p className={css['what']}>{words.neverReportedWhat}</p>}
        <AssetFacts asset={asset.data} settings={threshold} />
      </section>
      <section className={`${padded} ${css['days'] ?? ''}`} aria-labelledby="fw-days">
        <h2 id="fw-days" className={card['title']}>
          {words.days}
        </h2>
        {asset.data && isAccountSettled ? (
          <ReportingStrip
            days={toDays(asset.data, { now, days: shownDays, installedAt: account.data?.installedAt })}
          />
        ) : (
          // Its sentence takes more lines where there is less room.
          <Skeleton height="max(5.5rem, 9.5rem - 10cqi)" />
        )}
      </section>
      <section className={padded} aria-labelledby="fw-history">
        <h2 id="fw-history" className={card['title']}>
          {words.history}
        </h2>
        {asset.data ? <AssetHistory transitions={asset.data.transitions} /> : <Skeleton height="6rem" />}
      </section>
    </main>
  );
};
