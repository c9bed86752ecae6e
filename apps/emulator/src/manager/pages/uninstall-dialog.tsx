import type { AppSummary } from '@fleet-watch/emulator';
import { useState, type FormEvent } from 'react';
import { useAction } from '../api/use-action.ts';
import { useT } from '../i18n/i18n.tsx';
import { useSignedIn } from '../session/session.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useToasts } from '../ui/toasts.tsx';

/** Ends an install. Silent, as the documented platform is; a message is an experiment. */
export function UninstallDialog(props: { readonly app: AppSummary; readonly onClose: () => void }) {
  const { app, onClose } = props;
  const t = useT();
  const { busy, run } = useAction();
  const { account } = useSignedIn();
  const { addToast } = useToasts();
  const [message, setMessage] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { irisAppId } = app;
    const result = await run((api) => api.uninstall({ irisAppId, accountId: account.accountId, message }));
    if (!result) return;
    addToast({ title: t('app.notInstalled'), intent: 'success' });
    onClose();
  };
  return (
    <Dialog title={t('app.uninstallTitle', { name: app.name, account: account.name })} onClose={onClose}>
      <form onSubmit={submit}>
        <p>{t('app.uninstallLead')}</p>
        <label className="check">
          <input type="checkbox" checked={message} onChange={(event) => setMessage(event.target.checked)} />
          <span>
            {t('app.tellApp')}
            <br />
            <small className="quiet">{t('app.tellAppHelp')}</small>
          </span>
        </label>
        <div className="actions">
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" className="button button-danger" disabled={busy}>
            {t('app.uninstall')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
