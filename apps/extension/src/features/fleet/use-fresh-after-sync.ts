import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';

/** Reads every number anew when a sync has ended that nobody here started. */
export const useFreshAfterSync = (finishedAt: string | null | undefined): void => {
  const queryClient = useQueryClient();
  const known = useRef(finishedAt);
  useEffect(() => {
    const before = known.current;
    known.current = finishedAt;
    // Undefined is not known yet: what is read at the start is fresh.
    if (before === undefined || before === finishedAt) return;
    void queryClient.invalidateQueries({ queryKey: ['fleet'] });
  }, [finishedAt, queryClient]);
};
