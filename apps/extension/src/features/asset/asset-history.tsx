import type { Transition } from '@fleet-watch/contracts';
import { useFormats, useWords } from '../../i18n/i18n-context.tsx';
import { StateIcon } from '../../ui/state-badge.tsx';
import { stateMessages } from '../../ui/state-messages.ts';
import { assetMessages } from './asset-messages.ts';
import { isThresholdMove } from './is-threshold-move.ts';
import css from './asset-history.module.css';

const useTransitionText = () => {
  const words = useWords(assetMessages);
  const states = useWords(stateMessages);
  return ({ from, to }: Transition): string => {
    if (to === 'SILENT') return words.becameSilent;
    if (from === 'SILENT' && to === 'REPORTING') return words.noLongerSilent;
    if (from === 'NEVER_REPORTED' && to === 'REPORTING') return words.firstSign;
    return words.changed({ from: states[from], to: states[to] });
  };
};

/** What is known of why: when the machine was seen last, and whether it was the threshold that moved. */
const Reason = ({
  transition,
  before,
}: {
  readonly transition: Transition;
  readonly before: Transition | undefined;
}) => {
  const words = useWords(assetMessages);
  const formats = useFormats();
  const { lastSeenAt } = transition;
  if (lastSeenAt === null) return null;
  const when = formats.dateTime(lastSeenAt);
  return (
    <span className={css['seen']}>
      {isThresholdMove(transition, before) ? words.thresholdMoved({ when }) : words.lastSeenThen({ when })}
    </span>
  );
};

/** Every change of state, the newest first. */
export const AssetHistory = ({ transitions }: { readonly transitions: readonly Transition[] }) => {
  const words = useWords(assetMessages);
  const formats = useFormats();
  const toText = useTransitionText();
  if (transitions.length === 0) return <p className={css['none']}>{words.historyEmpty}</p>;
  return (
    <ol className={css['history']}>
      {transitions.map((transition, index) => (
        <li key={`${transition.at} ${transition.to}`} className={css['item']}>
          <StateIcon state={transition.to} />
          <span className={css['what']}>{toText(transition)}</span>
          <time className={css['when']} dateTime={transition.at}>
            {formats.dateTime(transition.at)}
          </time>
          <Reason transition={transition} before={transitions[index + 1]} />
        </li>
      ))}
    </ol>
  );
};
