import type { AssetState } from '@fleet-watch/contracts';
import { useWords } from '../../i18n/i18n-context.tsx';
import card from '../../ui/card.module.css';
import { assetMessages } from './asset-messages.ts';
import css from './asset-advice.module.css';

/** What to check first when a machine is not heard from; nothing when it is. */
export const AssetAdvice = ({ state }: { readonly state: AssetState }) => {
  const words = useWords(assetMessages);
  const texts = { REPORTING: undefined, SILENT: words.silentWhat, NEVER_REPORTED: words.neverReportedWhat };
  const text = texts[state];
  if (text === undefined) return null;
  return (
    <section className={`${card['card'] ?? ''} ${card['padded'] ?? ''}`} aria-labelledby="fw-advice">
      <h2 id="fw-advice" className={card['title']}>
        {words.whatToCheck}
      </h2>
      <p className={css['what']}>{text}</p>
    </section>
  );
};
