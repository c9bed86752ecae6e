import { useWords } from '../../i18n/i18n-context.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { settingsMessages } from './settings-messages.ts';
import css from './save-bar.module.css';

type SaveBarProps = Readonly<{
  isChanged: boolean;
  isSaving: boolean;
  isSaved: boolean;
  error: Error | null;
  onDiscard: () => void;
}>;

/** The end of a form: saving, discarding, and how it went. */
export const SaveBar = ({ isChanged, isSaving, isSaved, error, onDiscard }: SaveBarProps) => {
  const words = useWords(settingsMessages);
  return (
    <>
      {error !== null && <ErrorNotice error={error} />}
      <div className={css['bar']}>
        <Button type="submit" variant="primary" busy={isSaving} disabled={!isChanged && !isSaving}>
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
    </>
  );
};
