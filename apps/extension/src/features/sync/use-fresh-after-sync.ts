import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';

/** What a sync changes: the numbers, the list of syncs, and what was sent to the webhook because of it. */
const changed = [['fleet'], ['syncs'], ['webhook']];

/** Reads what a sync changes anew when one has ended that nobody here started. */
export const useFreshAfterSync = (finishedAt: string | null | undefined): void => {
  const queryClient = useQueryClient();
  const known = useRef(finishedAt);
  useEffect(() => {
    const before = known.current;
    known.current = finishedAt;
    // Undefined is not known yet: what is read at the start is fresh.
    if (before === undefined || before === finishedAt) return;
    for (const queryKey of changed) void queryClient.invalidateQueries({ queryKey });
  }, [finishedAt, queryClient]);
};
