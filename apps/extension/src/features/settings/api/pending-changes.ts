import type { Settings } from '@fleet-watch/contracts';
import { useMutationState } from '@tanstack/react-query';

/** What saves of settings are found by. */
export const saveSettingsKey = ['settings'] as const;

/** The changes that are being saved or wait for their turn, the oldest first; the same list until one comes or goes. */
export const usePendingChanges = (): readonly Partial<Settings>[] =>
  useMutationState({
    filters: { mutationKey: saveSettingsKey, status: 'pending' },
    select: ({ state }) => state.variables as Partial<Settings>,
  });
