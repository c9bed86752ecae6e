import type { AppSummary, InstallRecord, InstallResult } from '@fleet-watch/emulator';
import { useState, type FormEvent } from 'react';
import { useAction } from '../api/use-action.ts';
import { useT, type Translate } from '../i18n/i18n.tsx';
import { useSignedIn } from '../session/session.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useToasts } from '../ui/toasts.tsx';

/** What consent is asked for. */
export type InstallKind = 'install' | 'reinstall' | 'upgrade';

/** The consent screen: required scopes come with the app, each optional one can be denied. */
export function InstallDialog(props: {
  readonly app: AppSummary;
  readonly kind: InstallKind;
  readonly install: InstallRecord | undefined;
  readonly onClose: () => void;
}) {
  const { app, kind, install, onClose } = props;
  const t = useT();
  const { busy, run } = useAction();
  const { account } = useSignedIn();
  const { addToast } = useToasts();
  const [denied, setDenied] = useState<readonly string[]>(install?.deniedScopes ?? []);
  const [reuseCredential, setReuseCredential] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const request = {
      irisAppId: app.irisAppId,
      accountId: account.accountId,
      denyScopes: toDeniable(app, denied),
    };
    const result = await run((api) =>
      kind === 'upgrade'
        ? api.upgrade(request)
        : api.install({ ...request, ...(kind === 'reinstall' && { reuseCredential }) }),
    );
    if (!result) return;
    addToast(toToast(result, t));
    onClose();
  };
  return (
    <Dialog title={t('app.consent', { name: app.name, account: account.name })} onClose={onClose}>
      <form onSubmit={submit}>
        <p>{app.scopes.length > 0 ? t('app.consentLead') : t('app.noScopes')}</p>
        <ScopeChoices app={app} denied={denied} onChange={setDenied} />
        {kind === 'reinstall' && (
          <label className="check">
            <input
              type="checkbox"
              checked={reuseCredential}
              onChange={(event) => setReuseCredential(event.target.checked)}
            />
            <span>{t('app.sameCredential')}</span>
          </label>
        )}
        <div className="actions">
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" className="button button-primary" disabled={busy}>
            {t(`app.${kind}`)}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** What was denied may be gone from the manifest by now, or required: the marketplace refuses to deny that. */
const toDeniable = (app: AppSummary, denied: readonly string[]): readonly string[] =>
  app.scopes.filter(({ scope, optional }) => optional && denied.includes(scope)).map(({ scope }) => scope);

function ScopeChoices(props: {
  readonly app: AppSummary;
  readonly denied: readonly string[];
  readonly onChange: (denied: readonly string[]) => void;
}) {
  const t = useT();
  const { app, denied, onChange } = props;
  const toggle = (scope: string, allow: boolean) =>
    onChange(allow ? denied.filter((other) => other !== scope) : [...denied, scope]);
  return (
    <ul className="consent">
      {app.scopes.map(({ scope, optional }) => (
        <li key={scope}>
          <label className="check">
            <input
              type="checkbox"
              checked={!optional || !denied.includes(scope)}
              disabled={!optional}
              onChange={(event) => toggle(scope, event.target.checked)}
            />
            <code>{scope}</code>
            <span className="badge">{optional ? t('app.optional') : t('app.required')}</span>
          </label>
        </li>
      ))}
    </ul>
  );
}

function toToast(result: InstallResult, t: Translate) {
  const reason = result.error ?? `HTTP ${result.status ?? '–'}`;
  return result.delivered
    ? {
        title: t('app.installed'),
        ...(result.status !== null && { description: t('app.delivered', { status: result.status }) }),
        intent: 'success' as const,
      }
    : {
        title: t('app.installed'),
        description: t('app.notDelivered', { reason }),
        intent: 'warning' as const,
      };
}
