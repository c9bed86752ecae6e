import { Notice } from './notice.tsx';
import { useTroubleWords } from './use-trouble-words.ts';

/** Stands above what is loading for as long as it fails and is tried again. */
export const RetryNotice = () => {
  const trouble = useTroubleWords();
  return (
    trouble && (
      <Notice tone="warning" title={trouble.title}>
        {trouble.text}
      </Notice>
    )
  );
};
