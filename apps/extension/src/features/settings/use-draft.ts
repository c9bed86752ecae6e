import type { Settings } from '@fleet-watch/contracts';
import { useState } from 'react';
import { useSaveSettings } from './api/save-settings.ts';

type DraftOptions<Draft> = Readonly<{
  /** What the account has. */
  saved: Draft;
  isSame: (draft: Draft, saved: Draft) => boolean;
}>;

/** What is typed into a form of the settings, until it is saved or discarded. */
export const useDraft = <Draft extends object>({ saved, isSame }: DraftOptions<Draft>) => {
  const [draft, setDraft] = useState<Draft | undefined>();
  const saving = useSaveSettings();
  const shown = draft ?? saved;
  return {
    shown,
    change: (part: Partial<Draft>) => setDraft({ ...shown, ...part }),
    save: (settings: Partial<Settings>) => {
      // What was typed while it was being saved is not saved yet.
      const forget = () => setDraft((now) => (now === draft ? undefined : now));
      saving.mutate(settings, { onSuccess: forget });
    },
    discard: () => {
      setDraft(undefined);
      saving.reset();
    },
    isChanged: draft !== undefined && (saving.isError || !isSame(draft, saved)),
    isSaving: saving.isPending,
    isSaved: saving.isSuccess,
    error: saving.error,
  };
};
