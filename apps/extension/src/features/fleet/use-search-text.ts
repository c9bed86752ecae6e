import { useEffect, useRef, useState } from 'react';

const settleMs = 40;

/**
 * The text in the search field. A key after a pause is passed on at once, as is one that begins another search, in the
 * empty field; those that follow are when they pause for a moment. So neither one key waits nor does a fast typist send
 * a request per key. A change from outside (reset, the browser's back) replaces the text.
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
    if (timer.current === undefined || text === '') passOn(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      timer.current = undefined;
      passOn(next);
    }, settleMs);
  };
  return [text, change] as const;
};
