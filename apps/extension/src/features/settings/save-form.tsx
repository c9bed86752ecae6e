import type { KeyboardEvent, ReactNode } from 'react';
import { useWords } from '../../i18n/i18n-context.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { settingsMessages } from './settings-messages.ts';
import css from './save-form.module.css';

type SaveFormProps = Readonly<{
  isChanged: boolean;
  isSaving: boolean;
  isSaved: boolean;
  error: Error | null;
  onSave: () => void;
  onDiscard: () => void;
  children: ReactNode;
}>;

/**
 * Fields that are saved together, with the button or with Enter in one of them, and how it went.
 *
 * No `<form>`: in a sandbox without `allow-forms` a browser drops a submission before `onSubmit` hears of it, and which
 * flags Manager gives its frames is not known.
 */
export const SaveForm = ({
  isChanged,
  isSaving,
  isSaved,
  error,
  onSave,
  onDiscard,
  children,
}: SaveFormProps) => {
  const words = useWords(settingsMessages);
  const saveOnEnter = ({ key, target, nativeEvent }: KeyboardEvent) => {
    // Enter also ends the composition of a word, and presses the buttons among the fields.
    const isMeant = key === 'Enter' && !nativeEvent.isComposing && target instanceof HTMLInputElement;
    if (isMeant && isChanged && !isSaving) onSave();
  };
  return (
    <div className={css['form']} onKeyDown={saveOnEnter}>
      {children}
      {error !== null && <ErrorNotice error={error} />}
      <div className={css['bar']}>
        <Button variant="primary" busy={isSaving} disabled={!isChanged && !isSaving} onClick={onSave}>
          {words.save}
        </Button>
        {isChanged && !isSaving && (
          <Button variant="ghost" onClick={onDiscard}>
            {words.discard}
          </Button>
        )}
        <span className={css['done']} role="status">
          {isSaved && !isChanged ? words.saved : ''}
        </span>
      </div>
    </div>
  );
};
