import { useEffect, useRef, useState } from 'react';

const settleMs = 40;

/**
 * The text in the search field. A key after a pause is passed on at once, those that follow when they pause for a
 * moment, so that neither one key waits nor a fast typist sends a request per key; a change from outside (reset, the browser's back) replaces it.
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

  const passOn = (next: string) => {
    if (next === passedOn.current) return;
    passedOn.current = next;
    onSettled(next);
  };
  const change = (next: string) => {
    setText(next);
    if (timer.current === undefined) passOn(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      timer.current = undefined;
      passOn(next);
    }, settleMs);
  };
  return [text, change] as const;
};
