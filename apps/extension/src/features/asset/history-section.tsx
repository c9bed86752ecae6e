import type { Transition } from '@fleet-watch/contracts';
import { useWords } from '../../i18n/i18n-context.tsx';
import card from '../../ui/card.module.css';
import { AssetHistory } from './asset-history.tsx';
import { assetMessages } from './asset-messages.ts';

/** Every change of the machine's state that is known. */
export const HistorySection = ({ transitions }: { readonly transitions: readonly Transition[] }) => {
  const words = useWords(assetMessages);
  return (
    <section className={`${card['card'] ?? ''} ${card['padded'] ?? ''}`} aria-labelledby="fw-history">
      <h2 id="fw-history" className={card['title']}>
        {words.history}
      </h2>
      <AssetHistory transitions={transitions} />
    </section>
  );
};
