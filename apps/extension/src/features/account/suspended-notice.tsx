import { useWords } from '../../i18n/i18n-context.tsx';
import { Notice } from '../../ui/notice.tsx';
import { accountMessages } from './account-messages.ts';

/** Says that nothing is read for this account any more, and who can mend it. */
export const SuspendedNotice = () => {
  const { suspendedTitle, suspendedText } = useWords(accountMessages);
  return (
    <Notice tone="warning" title={suspendedTitle}>
      {suspendedText}
    </Notice>
  );
};
