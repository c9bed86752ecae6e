import { useWords } from '../i18n/i18n-context.tsx';
import { Button } from './button.tsx';
import { errorMessages } from './error-messages.ts';
import { Icon } from './icon.tsx';

/** What can be done about a call that failed; without `onRetry`, trying again cannot help. */
export type Retry = Readonly<{ onRetry?: (() => void) | undefined; retrying?: boolean }>;

/** Tries again. */
export const RetryButton = ({ onRetry, retrying = false }: Retry) => {
  const { retry } = useWords(errorMessages);
  return (
    <Button icon={<Icon name="refresh" size={16} />} busy={retrying} onClick={onRetry}>
      {retry}
    </Button>
  );
};
