import { useEffect, useRef, useState } from 'react';

const settleMs = 40;

/**
 * The text in the search field. It is passed on when typing pauses for a moment, so that a fast typist does not
 * send a request per key; a change from outside (reset, the browser's back) replaces it.
 */
export const useSearchText = (q: string, onSettled: (q: string) => void) => {
  const [text, setText] = useState(q);
  const passedOn = useRef(q);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    if (q === passedOn.current) return;
    passedOn.current = q;
    setText(q);
  }, [q]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const change = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      passedOn.current = next;
      onSettled(next);
    }, settleMs);
  };
  return [text, change] as const;
};
