import type { AssetState } from '@fleet-watch/contracts';
import { useWords } from '../i18n/i18n-context.tsx';
import { stateMessages } from './state-messages.ts';
import { Icon, type IconName } from './icon.tsx';
import css from './state-badge.module.css';

const icons: Record<AssetState, IconName> = {
  REPORTING: 'reporting',
  SILENT: 'silent',
  NEVER_REPORTED: 'never',
};

/** An asset's state as a word, an icon and a colour. */
export const StateBadge = ({ state }: { readonly state: AssetState }) => {
  const words = useWords(stateMessages);
  return (
    <span className={`${css['badge'] ?? ''} ${css[state] ?? ''}`}>
      <Icon name={icons[state]} size={14} />
      {words[state]}
    </span>
  );
};

/** The same in little room: the icon, and the word for those who do not see it. */
export const StateIcon = ({ state }: { readonly state: AssetState }) => {
  const words = useWords(stateMessages);
  return (
    <span className={`${css['icon'] ?? ''} ${css[state] ?? ''}`} title={words[state]}>
      <Icon name={icons[state]} size={14} />
      <span className="fw-visually-hidden">{words[state]}</span>
    </span>
  );
};
