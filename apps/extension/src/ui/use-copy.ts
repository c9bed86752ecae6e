import { useRef, useState } from 'react';

/**
 * Copies a text that an element shows. What came of it is `copied`, or `selected` where only a person's own Ctrl+C
 * may: the manifest asks for `clipboard-write`, and whether Manager grants it is not known.
 *
 * @returns `ref` for the element, `copy` for a click, and the outcome of the last one
 */
export const useCopy = <Shown extends HTMLElement>(text: string) => {
  const ref = useRef<Shown>(null);
  const [outcome, setOutcome] = useState<'copied' | 'selected'>();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const shown = ref.current;
      // Nothing can be selected while it is folded away.
      shown?.closest('details')?.setAttribute('open', '');
      if (shown) getSelection()?.selectAllChildren(shown);
      // Deprecated, and the one way that needs no permission but the click.
      if (!document.execCommand('copy')) return setOutcome('selected');
    }
    setOutcome('copied');
  };
  return { ref, copy, outcome };
};
