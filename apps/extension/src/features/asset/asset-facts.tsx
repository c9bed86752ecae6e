import type { AssetDetail, Settings } from '@fleet-watch/contracts';
import { thresholdHoursFor } from '@fleet-watch/fleet';
import type { ReactNode } from 'react';
import { useFormats, useWords } from '../../i18n/i18n-context.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useAssetTypeWord } from '../../ui/use-asset-type-word.ts';
import { assetMessages } from './asset-messages.ts';
import css from './asset-facts.module.css';

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div className={css['fact']}>
    <dt className={css['label']}>{label}</dt>
    <dd className={css['value']}>{children}</dd>
  </div>
);

const Threshold = ({ asset, settings }: { readonly asset: AssetDetail; readonly settings: Settings }) => {
  const words = useWords(assetMessages);
  const toTypeWord = useAssetTypeWord();
  const { assetType } = asset;
  const isOfType = assetType !== null && Object.hasOwn(settings.silentAfterHoursByAssetType, assetType);
  return (
    <>
      {words.thresholdHours(thresholdHoursFor(settings, assetType))}
      <span className={css['note']}>
        {isOfType ? words.thresholdOfType({ type: toTypeWord(assetType) }) : words.thresholdOfAccount}
      </span>
    </>
  );
};

type FactsProps = Readonly<{
  asset: AssetDetail | undefined;
  /** Null when they cannot be had: what is to come has a placeholder, what is not has a dash. */
  settings: Settings | null | undefined;
}>;

/** When the machine was last seen, since when it is silent, and what counts as silent. */
export const AssetFacts = ({ asset, settings }: FactsProps) => {
  const words = useWords(assetMessages);
  const formats = useFormats();
  const placeholder = <Skeleton width="9rem" />;
  const toText = (instant: string | null, none: string) =>
    instant === null ? none : formats.dateTime(instant);
  return (
    <dl className={css['facts']}>
      <Fact label={words.lastSeen}>{asset ? toText(asset.lastSeenAt, words.never) : placeholder}</Fact>
      <Fact label={words.silentSince}>
        {asset ? toText(asset.silentSince, words.notSilent) : placeholder}
      </Fact>
      <Fact label={words.threshold}>
        {asset && settings && <Threshold asset={asset} settings={settings} />}
        {settings === null && '–'}
        {settings !== null && !(asset && settings) && (
          <>
            {placeholder}
            <span className={css['note']}>
              <Skeleton width="9rem" />
            </span>
          </>
        )}
      </Fact>
    </dl>
  );
};
