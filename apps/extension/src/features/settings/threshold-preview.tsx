import type { ThresholdsInput } from '@fleet-watch/contracts';
import { useMemo } from 'react';
import { useWords } from '../../i18n/i18n-context.tsx';
import { useSettled } from '../../ui/use-settled.ts';
import { useThresholdPreview } from './api/preview-thresholds.ts';
import { settingsMessages } from './settings-messages.ts';
import css from './threshold-preview.module.css';

const settleMs = 250;

type PreviewProps = Readonly<{
  /** Undefined while what is typed is no threshold. */
  thresholds: ThresholdsInput | undefined;
  saved: ThresholdsInput;
}>;

/** The same text for the same thresholds, so that typing and undoing is not a change. */
const useByContent = (thresholds: ThresholdsInput | undefined): ThresholdsInput | undefined => {
  const text = JSON.stringify(thresholds);
  return useMemo(() => (text === undefined ? undefined : (JSON.parse(text) as ThresholdsInput)), [text]);
};

/** How many machines would be silent under the thresholds that are being typed, before they are saved. */
export const ThresholdPreview = ({ thresholds, saved }: PreviewProps) => {
  const words = useWords(settingsMessages);
  const typed = useSettled(useByContent(thresholds), settleMs);
  const preview = useThresholdPreview(typed);
  const { silentAfterHours, silentAfterHoursByAssetType } = saved;
  const before = useThresholdPreview(useByContent({ silentAfterHours, silentAfterHoursByAssetType })).data;
  const after = preview.data;
  if (after === undefined || before === undefined) return <p className={css['preview']} />;
  const change = after.silent - before.silent;
  return (
    <p className={css['preview']} role="status" data-outdated={preview.isPlaceholderData || undefined}>
      <strong>{words.wouldBeSilent(after.silent)}</strong> {change > 0 && words.moreThanNow(change)}
      {change < 0 && words.fewerThanNow(-change)}
      {change === 0 && words.sameAsNow}
    </p>
  );
};
