import type { Sync } from '@fleet-watch/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { startSync } from './start-sync.ts';

/** Starts a sync or joins the one that is under way, tells how it goes, and lets every number be read anew at its end. */
export const useSync = () => {
  const api = useApi();
  const queryClient = useQueryClient();
  const [sync, setSync] = useState<Sync | undefined>();
  const unmounted = useRef<AbortController>(undefined);
  useEffect(() => {
    const controller = new AbortController();
    unmounted.current = controller;
    return () => controller.abort();
  }, []);

  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      const signal = unmounted.current?.signal ?? new AbortController().signal;
      const started = await startSync(api);
      setSync(started);
      // Needed by those who start one only, so it is not part of the page's first load.
      const { followSync } = await import('./follow-sync.ts');
      return followSync(api, started, { onSync: setSync, signal });
    },
    onSettled: () => queryClient.invalidateQueries(),
  });
  return { sync, isRunning: isPending, error: error ?? undefined, start: () => mutate() };
};

export type SyncControl = ReturnType<typeof useSync>;
