import type { Transition } from '@fleet-watch/contracts';
import { useFormats, useWords } from '../../i18n/i18n-context.tsx';
import { StateIcon } from '../../ui/state-badge.tsx';
import { stateMessages } from '../../ui/state-messages.ts';
import { assetMessages } from './asset-messages.ts';
import css from './asset-history.module.css';

const useTransitionText = () => {
  const words = useWords(assetMessages);
  const states = useWords(stateMessages);
  return ({ from, to }: Transition): string => {
    if (to === 'SILENT') return words.wentSilent;
    if (from === 'SILENT' && to === 'REPORTING') return words.cameBack;
    if (from === 'NEVER_REPORTED' && to === 'REPORTING') return words.firstSign;
    return words.changed({ from: states[from], to: states[to] });
  };
};

/** Every change of state, the newest first. */
export const AssetHistory = ({ transitions }: { readonly transitions: readonly Transition[] }) => {
  const words = useWords(assetMessages);
  const formats = useFormats();
  const toText = useTransitionText();
  if (transitions.length === 0) return <p className={css['none']}>{words.historyEmpty}</p>;
  return (
    <ol className={css['history']}>
      {transitions.map((transition) => (
        <li key={`${transition.at} ${transition.to}`} className={css['item']}>
          <StateIcon state={transition.to} />
          <span className={css['what']}>{toText(transition)}</span>
          <time className={css['when']} dateTime={transition.at}>
            {formats.dateTime(transition.at)}
          </time>
          {transition.to === 'SILENT' && transition.lastSeenAt !== null && (
            <span className={css['seen']}>
              {words.lastSeenThen({ when: formats.dateTime(transition.lastSeenAt) })}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
};
