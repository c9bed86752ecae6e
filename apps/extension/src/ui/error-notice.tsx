import { Notice } from './notice.tsx';
import { RetryButton, type Retry } from './retry-button.tsx';
import { useErrorWords } from './use-error-words.ts';

type ErrorNoticeProps = Retry & Readonly<{ error: Error }>;

/** A failed call: what it means, and trying again where that can help. */
export const ErrorNotice = ({ error, ...retry }: ErrorNoticeProps) => {
  const { title, text } = useErrorWords()(error);
  return (
    <Notice tone="bad" title={title} actions={retry.onRetry && <RetryButton {...retry} />}>
      {text}
    </Notice>
  );
};
