import { useEffect, useState } from 'react';

/** Whether something has been so for a while: what is shown for it does not flash where it soon passes. */
export const useLasting = (isSo: boolean, afterMs: number): boolean => {
  const [hasLasted, setHasLasted] = useState(false);
  useEffect(() => {
    if (!isSo) return undefined;
    const timer = setTimeout(() => setHasLasted(true), afterMs);
    return () => {
      clearTimeout(timer);
      setHasLasted(false);
    };
  }, [isSo, afterMs]);
  return isSo && hasLasted;
};
