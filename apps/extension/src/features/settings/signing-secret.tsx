import type { WebhookSecret } from '@fleet-watch/contracts';
import { useFormats, useWords } from '../../i18n/i18n-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useCopy } from '../../ui/use-copy.ts';
import { webhookMessages } from './webhook-messages.ts';
import css from './webhook-panel.module.css';

/** A new secret, to be copied now. */
export const SigningSecret = ({ secret, previousExpiresAt }: WebhookSecret) => {
  const words = useWords(webhookMessages);
  const formats = useFormats();
  const { ref, copy, outcome } = useCopy<HTMLElement>(secret);
  return (
    <>
      <Notice tone="warning" title={words.secretTitle} actions={<Button onClick={copy}>{words.copy}</Button>}>
        {words.secretOnce}{' '}
        {previousExpiresAt !== null && words.secretBefore({ when: formats.dateTime(previousExpiresAt) })}
        <code ref={ref} className={css['secret']} aria-label={words.secret}>
          {secret}
        </code>
      </Notice>
      <p className={css['text']} role="status">
        {outcome === 'copied' && words.copied}
        {outcome === 'selected' && words.copyYourself}
      </p>
    </>
  );
};
