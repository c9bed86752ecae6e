import { useEffect, useState } from 'react';

const minuteMs = 60_000;

/** The time, moving on once a minute, so that "3 minutes ago" stays true. */
export const useNow = (): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minuteMs);
    return () => clearInterval(timer);
  }, []);
  return now;
};
