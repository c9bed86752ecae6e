import { EmptyState } from './empty-state.tsx';
import { RetryButton, type Retry } from './retry-button.tsx';
import { useErrorWords } from './use-error-words.ts';

type ErrorStateProps = Retry & Readonly<{ error: Error }>;

/** Stands where a whole page would be, when nothing of it can be had: calmly, as nobody there did anything wrong. */
export const ErrorState = ({ error, ...retry }: ErrorStateProps) => {
  const { title, text } = useErrorWords()(error);
  return (
    <div role="alert">
      <EmptyState icon="warning" title={title} actions={retry.onRetry && <RetryButton {...retry} />}>
        {text}
      </EmptyState>
    </div>
  );
};
