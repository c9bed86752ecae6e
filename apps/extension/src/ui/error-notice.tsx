import { useWords } from '../i18n/i18n-context.tsx';
import { Button } from './button.tsx';
import { errorMessages } from './error-messages.ts';
import { Icon } from './icon.tsx';
import { Notice } from './notice.tsx';
import { useErrorWords } from './use-error-words.ts';

type ErrorNoticeProps = Readonly<{ error: Error; onRetry?: (() => void) | undefined; retrying?: boolean }>;

/** A failed call: what it means, and trying again where that can help. */
export const ErrorNotice = ({ error, onRetry, retrying = false }: ErrorNoticeProps) => {
  const toWords = useErrorWords();
  const { retry } = useWords(errorMessages);
  const { title, text } = toWords(error);
  return (
    <Notice
      tone="bad"
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
    </Notice>
  );
};
