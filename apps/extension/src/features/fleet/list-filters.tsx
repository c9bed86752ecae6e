import { memo } from 'react';
import { useFormats, useWords } from '../../i18n/i18n-context.tsx';
import { useAssetTypeWord } from '../../ui/use-asset-type-word.ts';
import { useFacets } from './api/get-facets.ts';
import { fleetMessages } from './fleet-messages.ts';
import type { FleetView } from './fleet-view.ts';
import type { ChangeView } from './use-fleet-view.ts';
import css from './list-filters.module.css';

type Option = Readonly<{ value: string; text: string }>;

type FilterProps = Readonly<{
  label: string;
  any: string;
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
}>;

/** A choice of one or any. What was chosen is offered even when nothing has it any more. */
const Filter = ({ label, any, value, options, onChange }: FilterProps) => {
  const isLost = value !== '' && !options.some((option) => option.value === value);
  const offered = isLost ? [...options, { value, text: value }] : options;
  return (
    <select
      className={css['select']}
      data-active={value !== '' || undefined}
      aria-label={label}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    >
      <option value="">{any}</option>
      {offered.map((option) => (
        <option key={option.value} value={option.value}>
          {option.text}
        </option>
      ))}
    </select>
  );
};

const hourMs = 60 * 60 * 1_000;
const offeredHours = [24, 72, 168, 336, 720, 2_160];

type FiltersProps = Pick<FleetView, 'assetType' | 'brand' | 'quietForHours'> &
  Readonly<{ changeView: ChangeView }>;

/** The filters besides the state, each with what the fleet has: hundreds of options, so typing leaves them alone. */
export const ListFilters = memo(({ assetType, brand, quietForHours, changeView }: FiltersProps) => {
  const words = useWords(fleetMessages);
  const formats = useFormats();
  const toTypeWord = useAssetTypeWord();
  const { data: facets = { brands: [], assetTypes: [] } } = useFacets();
  const hours = [...new Set([...offeredHours, quietForHours])].filter((known) => known > 0);
  const withCount = (text: string, count: number) => `${text} (${formats.number(count)})`;
  return (
    <div className={css['filters']}>
      <Filter
        label={words.filterType}
        any={words.anyType}
        value={assetType}
        options={facets.assetTypes.map(({ value, count }) => ({
          value,
          text: withCount(toTypeWord(value), count),
        }))}
        onChange={(chosen) => changeView({ assetType: chosen })}
      />
      <Filter
        label={words.filterBrand}
        any={words.anyBrand}
        value={brand}
        options={facets.brands.map(({ value, count }) => ({ value, text: withCount(value, count) }))}
        onChange={(chosen) => changeView({ brand: chosen })}
      />
      <Filter
        label={words.filterQuiet}
        any={words.anyTime}
        value={quietForHours === 0 ? '' : String(quietForHours)}
        options={hours
          .sort((left, right) => left - right)
          .map((known) => ({
            value: String(known),
            text: words.notSeenFor({ duration: formats.duration(known * hourMs) }),
          }))}
        onChange={(text) => changeView({ quietForHours: Number(text) })}
      />
    </div>
  );
});
ListFilters.displayName = 'ListFilters';
