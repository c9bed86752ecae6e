import type { Settings } from '@fleet-watch/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../../api/api-context.tsx';
import { decodeSettings } from '../../../api/contract-decoders.ts';
import { settingsOptions } from './get-settings.ts';
import { saveSettingsKey } from './pending-changes.ts';

/**
 * Saves settings. `useSettings` shows a change for as long as it is under way, so when the backend refuses, there is
 * nothing to take back. The backend takes settings as a whole, so a change is put into what they are at that moment:
 * somebody else may have changed the rest since this page was opened.
 */
export const useSaveSettings = () => {
  const api = useApi();
  const queryClient = useQueryClient();
  // The previews' keys begin with this one, and they are none of a save's business.
  const shown = { queryKey: settingsOptions(api).queryKey, exact: true };
  return useMutation({
    mutationKey: saveSettingsKey,
    // One after the other: two at once would each lose the other's change.
    scope: { id: 'settings' },
    mutationFn: async (change: Partial<Settings>) => {
      const current = await api.get('/settings', decodeSettings);
      return api.send('/settings', decodeSettings, { method: 'PUT', body: { ...current, ...change } });
    },
    onSuccess: async (saved) => {
      // An answer from before the save would replace it.
      await queryClient.cancelQueries(shown);
      queryClient.setQueryData(shown.queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: ['webhook'] });
    },
    onError: () => void queryClient.invalidateQueries(shown),
  });
};
