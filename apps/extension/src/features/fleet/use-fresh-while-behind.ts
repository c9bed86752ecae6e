import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

const askAgainMs = 3_000;

/**
 * Asks for the numbers again until they know what a sync has found. The lists that were read beside them are as old,
 * so they are read anew with them: asking for the summary alone would put machines above an empty list.
 */
export const useFreshWhileBehind = (isBehind: boolean): void => {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (!isBehind) return;
    const refresh = () => void queryClient.invalidateQueries({ queryKey: ['fleet'] });
    const timer = setInterval(refresh, askAgainMs);
    return () => clearInterval(timer);
  }, [isBehind, queryClient]);
};
