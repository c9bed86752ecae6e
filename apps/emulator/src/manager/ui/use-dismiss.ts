import { useEffect, useRef, type RefObject } from 'react';

/** Closes something that is open when a person presses Escape or clicks elsewhere (an iframe takes focus: blur). */
export function useDismiss<Element extends HTMLElement>(
  open: boolean,
  close: () => void,
): RefObject<Element | null> {
  const inside = useRef<Element>(null);
  const latest = useRef(close);
  useEffect(() => {
    latest.current = close;
  });
  useEffect(() => {
    if (!open) return undefined;
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && latest.current();
    const onPointer = (event: PointerEvent) => {
      const target = event.target as Element;
      // The button that opened it closes it by itself; closing here too would open it again.
      if (target.closest('[aria-expanded="true"]')) return;
      if (!inside.current?.contains(target)) latest.current();
    };
    const onBlur = () => document.activeElement?.tagName === 'IFRAME' && latest.current();
    window.addEventListener('keydown', onKey);
    window.addEventListener('pointerdown', onPointer);
    window.addEventListener('blur', onBlur);
    return () => {
      window.removeEventListener('keydown', onKey);
      window.removeEventListener('pointerdown', onPointer);
      window.removeEventListener('blur', onBlur);
    };
  }, [open]);
  return inside;
}
