import type { Settings } from '@fleet-watch/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../../api/api-context.tsx';
import { decodeSettings } from '../../../api/contract-decoders.ts';
import { settingsOptions } from './get-settings.ts';

/**
 * Saves settings. The page shows them at once and goes back to what was, when the backend refuses. The backend
 * takes settings as a whole, so one change is put into the newest that is known.
 */
export const useSaveSettings = () => {
  const api = useApi();
  const queryClient = useQueryClient();
  const { queryKey } = settingsOptions(api);
  return useMutation({
    // One after the other: two at once would each lose the other's change.
    scope: { id: 'settings' },
    mutationFn: (change: Partial<Settings>) => {
      const known = queryClient.getQueryData(queryKey);
      return api.send('PUT', '/settings', { ...known, ...change }, decodeSettings);
    },
    onMutate: async (change) => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData(queryKey);
      if (before !== undefined) queryClient.setQueryData(queryKey, { ...before, ...change });
      return { before };
    },
    onError: (_error, _change, context) => {
      if (context?.before !== undefined) queryClient.setQueryData(queryKey, context.before);
    },
    onSuccess: (saved) => {
      queryClient.setQueryData(queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: ['fleet'] });
    },
  });
};
