import { useWords } from '../i18n/i18n-context.tsx';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';
import { errorMessages } from './error-messages.ts';
import { Icon } from './icon.tsx';
import { useErrorWords } from './use-error-words.ts';

type ErrorStateProps = Readonly<{ error: Error; onRetry: (() => void) | undefined; retrying?: boolean }>;

/** Stands where a whole page would be, when nothing of it can be had: calmly, as nobody there did anything wrong. */
export const ErrorState = ({ error, onRetry, retrying = false }: ErrorStateProps) => {
  const { title, text } = useErrorWords()(error);
  const { retry } = useWords(errorMessages);
  return (
    <div role="alert">
      <EmptyState
        icon="warning"
        title={title}
        actions={
          onRetry && (
            <Button icon={<Icon name="refresh" size={16} />} busy={retrying} onClick={onRetry}>
              {retry}
            </Button>
          )
        }
      >
        {text}
      </EmptyState>
    </div>
  );
};
