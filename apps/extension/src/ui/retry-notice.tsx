import { Notice } from './notice.tsx';
import css from './retry-notice.module.css';
import { useTroubleWords } from './use-trouble-words.ts';

/** Lies over what is loading for as long as it fails and is tried again; it comes and goes, and moves nothing. */
export const RetryNotice = () => {
  const trouble = useTroubleWords();
  return (
    trouble && (
      <div className={css['over']}>
        <Notice tone="warning" title={trouble.title}>
          {trouble.text}
        </Notice>
      </div>
    )
  );
};
