import type { Sync } from '@fleet-watch/contracts';
import { useWords } from '../../i18n/i18n-context.tsx';
import { isUnderWay } from './is-under-way.ts';
import { syncMessages } from './sync-messages.ts';
import { useSyncText } from './use-sync-text.ts';
import css from './sync-progress.module.css';

/** How far a sync is. What a fleet had last time is what is expected now, so the bar may stop short of its end. */
export const SyncProgress = ({ sync }: { readonly sync: Sync }) => {
  const { progress } = useWords(syncMessages);
  const toText = useSyncText();
  const { fetched, expected } = sync;
  const known = expected !== null && expected > 0;
  const share = known ? Math.min(1, fetched / expected) : 0;
  return (
    <div className={css['sync']}>
      {isUnderWay(sync) && (
        <div
          className={css['bar']}
          role="progressbar"
          aria-label={progress}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={known ? Math.round(share * 100) : undefined}
        >
          <span
            className={known ? css['share'] : css['unknown']}
            style={known ? { inlineSize: `${String(share * 100)}%` } : undefined}
          />
        </div>
      )}
      <p className={css['text']} role="status">
        {toText(sync)}
      </p>
    </div>
  );
};
