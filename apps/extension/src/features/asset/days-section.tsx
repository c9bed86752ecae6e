import type { AssetDetail, FleetSummary } from '@fleet-watch/contracts';
import { useWords } from '../../i18n/i18n-context.tsx';
import card from '../../ui/card.module.css';
import { Skeleton } from '../../ui/skeleton.tsx';
import { assetMessages } from './asset-messages.ts';
import { ReportingStrip } from './reporting-strip.tsx';
import { toDays } from './to-days.ts';
import css from './asset-tab.module.css';

const shownDays = 90;

type DaysProps = Readonly<{
  asset: AssetDetail | undefined;
  summary: FleetSummary | undefined;
  now: number;
}>;

/** How the machine has been on each of the last days. */
export const DaysSection = ({ asset, summary, now }: DaysProps) => {
  const words = useWords(assetMessages);
  return (
    <section
      className={`${card['card'] ?? ''} ${card['padded'] ?? ''} ${css['days'] ?? ''}`}
      aria-labelledby="fw-days"
    >
      <h2 id="fw-days" className={card['title']}>
        {words.days}
      </h2>
      {asset && summary ? (
        <ReportingStrip days={toDays(asset, { now, days: shownDays, summary })} />
      ) : (
        <Skeleton height="5.5rem" />
      )}
    </section>
  );
};
