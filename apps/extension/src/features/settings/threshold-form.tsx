import type { Settings } from '@fleet-watch/contracts';
import { useFormats, useWords } from '../../i18n/i18n-context.tsx';
import { knownAssetTypes } from '../../ui/asset-type-messages.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useAssetTypeWord } from '../../ui/use-asset-type-word.ts';
import { SaveForm } from './save-form.tsx';
import { settingsMessages } from './settings-messages.ts';
import {
  fewestHours,
  findHours,
  findThresholds,
  isSameDraft,
  mostHours,
  toThresholdDraft,
  type ThresholdDraft,
} from './threshold-draft.ts';
import { ThresholdPreview } from './threshold-preview.tsx';
import { useDraft } from './use-draft.ts';
import css from './threshold-form.module.css';

type HoursFieldProps = Readonly<{ label: string; text: string; onChange: (text: string) => void }>;

const hourMs = 60 * 60 * 1_000;

const HoursField = ({ label, text, onChange }: HoursFieldProps) => {
  const words = useWords(settingsMessages);
  const formats = useFormats();
  const hours = findHours(text);
  const inDays = hours !== undefined && hours >= 48 && hours % 24 === 0;
  const suffix = inDays
    ? `${words.hours} ${words.sameAs({ duration: formats.duration(hours * hourMs) })}`
    : words.hours;
  return (
    <Field
      label={label}
      type="number"
      inputMode="numeric"
      min={fewestHours}
      max={mostHours}
      step={1}
      required
      value={text}
      suffix={suffix}
      problem={hours === undefined ? words.hoursInvalid : undefined}
      onChange={({ target }) => onChange(target.value)}
    />
  );
};

type TypesProps = Readonly<{
  byType: ThresholdDraft['byType'];
  usual: string;
  onChange: (byType: ThresholdDraft['byType']) => void;
}>;

const ThresholdsByType = ({ byType, usual, onChange }: TypesProps) => {
  const words = useWords(settingsMessages);
  const toWord = useAssetTypeWord();
  const without = (assetType: string) =>
    Object.fromEntries(Object.entries(byType).filter(([other]) => other !== assetType));
  const left = knownAssetTypes.filter((assetType) => !(assetType in byType));
  return (
    <fieldset className={css['types']}>
      <legend className={css['legend']}>{words.byType}</legend>
      <p className={css['text']}>{words.byTypeText}</p>
      {Object.entries(byType).map(([assetType, text]) => (
        <div key={assetType} className={css['type']}>
          <HoursField
            label={words.hoursFor({ type: toWord(assetType) })}
            text={text}
            onChange={(next) => onChange({ ...byType, [assetType]: next })}
          />
          <Button
            variant="ghost"
            icon={<Icon name="close" size={16} />}
            aria-label={words.remove({ type: toWord(assetType) })}
            onClick={() => onChange(without(assetType))}
          />
        </div>
      ))}
      {left.length > 0 && (
        <select
          className={css['add']}
          aria-label={words.addType}
          value=""
          onChange={({ target }) => onChange({ ...byType, [target.value]: usual })}
        >
          <option value="">{words.chooseType}</option>
          {left.map((assetType) => (
            <option key={assetType} value={assetType}>
              {toWord(assetType)}
            </option>
          ))}
        </select>
      )}
    </fieldset>
  );
};

/** After how many hours without a sign a machine is silent, for all and by type. */
export const ThresholdForm = ({ settings }: { readonly settings: Settings }) => {
  const words = useWords(settingsMessages);
  const { shown, change, save, discard, ...state } = useDraft({
    saved: toThresholdDraft(settings),
    isSame: isSameDraft,
  });
  const thresholds = findThresholds(shown);
  return (
    <SaveForm {...state} onSave={() => thresholds && save(thresholds)} onDiscard={discard}>
      <HoursField label={words.usual} text={shown.usual} onChange={(usual) => change({ usual })} />
      <ThresholdsByType byType={shown.byType} usual={shown.usual} onChange={(byType) => change({ byType })} />
      <ThresholdPreview thresholds={thresholds} saved={settings} />
    </SaveForm>
  );
};
