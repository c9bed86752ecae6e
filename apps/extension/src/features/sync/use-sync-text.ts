import type { Sync } from '@fleet-watch/contracts';
import { useWords } from '../../i18n/i18n-context.tsx';
import { syncMessages } from './sync-messages.ts';

/** Says how a sync goes, what it waits for, or how it ended, in a sentence or two. */
export const useSyncText = () => {
  const words = useWords(syncMessages);
  return ({ state, fetched, expected, error }: Sync): string => {
    switch (state) {
      case 'QUEUED':
        return error ?? words.queued;
      case 'RUNNING':
        return expected === null ? words.fetched(fetched) : words.fetchedOf(expected, { fetched });
      case 'SUCCEEDED':
        return words.succeeded(fetched);
      case 'FAILED':
        return error === null ? words.failed : words.failedWhy({ error: error.replace(/\.$/, '') });
    }
  };
};
