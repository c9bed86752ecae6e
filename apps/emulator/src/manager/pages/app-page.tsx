import type { AppSummary, InstallRecord } from '@fleet-watch/emulator';
import { useState } from 'react';
import { ExtensionFrame } from '../host/extension-frame.tsx';
import { formatTime } from '../i18n/format.ts';
import { useLanguage, useT } from '../i18n/i18n.tsx';
import { useSignedIn } from '../session/session.tsx';
import { Address } from '../ui/address.tsx';
import { AppLogo } from '../ui/app-logo.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { findExtensions } from './find-extensions.ts';
import { InstallDialog, type InstallKind } from './install-dialog.tsx';
import { UninstallDialog } from './uninstall-dialog.tsx';

/** One app of the App Library: install, what was agreed to, its settings. */
export function AppPage(props: { readonly apps: readonly AppSummary[]; readonly irisAppId: string }) {
  const t = useT();
  const app = props.apps.find(({ irisAppId }) => irisAppId === props.irisAppId);
  if (!app) {
    return (
      <div className="page">
        <PageHeader title={t('page.missingTitle')} />
        <p>{t('app.missing', { id: props.irisAppId })}</p>
      </div>
    );
  }
  return <KnownAppPage app={app} />;
}

function KnownAppPage({ app }: { readonly app: AppSummary }) {
  const t = useT();
  const { account } = useSignedIn();
  const [asking, setAsking] = useState<InstallKind | 'uninstall'>();
  const install = app.installs.find(({ accountId }) => accountId === account.accountId);
  const settings = findExtensions([app], account.accountId, 'IRIS_APP_SETTINGS_EXTENSION')[0];
  const close = () => setAsking(undefined);
  return (
    <div className="page">
      <div className="app-head">
        <AppLogo app={app} />
        <PageHeader title={app.name}>
          <p className="quiet">{app.description}</p>
        </PageHeader>
        <div className="actions">
          <button
            type="button"
            className={install ? 'button' : 'button button-primary'}
            onClick={() => setAsking(install ? 'reinstall' : 'install')}
          >
            {install ? t('app.reinstall') : t('app.install')}
          </button>
          {install && (
            <button type="button" className="button button-danger" onClick={() => setAsking('uninstall')}>
              {t('app.uninstall')}
            </button>
          )}
        </div>
      </div>
      {install && isOutdated(app, install) && (
        <div className="notice upgrade" data-intent="warning" role="status">
          <span>{t('app.pending', { version: app.version })}</span>
          <button type="button" className="button" onClick={() => setAsking('upgrade')}>
            {t('app.upgrade')}
          </button>
        </div>
      )}
      <div className="app-columns">
        {settings && (
          <section className="card app-settings" aria-label={t('app.settings')}>
            <h2>{t('app.settings')}</h2>
            <ExtensionFrame
              app={app}
              extension={settings.extension}
              title={`${app.name}: ${t('app.settings')}`}
            />
          </section>
        )}
        <AppFacts app={app} install={install} />
      </div>
      {asking === 'uninstall' && <UninstallDialog app={app} onClose={close} />}
      {asking !== undefined && asking !== 'uninstall' && (
        <InstallDialog app={app} kind={asking} install={install} onClose={close} />
      )}
    </div>
  );
}

/** A new version goes on with what was agreed to until somebody decides about it. */
const isOutdated = (app: AppSummary, install: InstallRecord): boolean =>
  install.version !== app.version || install.pendingScopes.length > 0;

function AppFacts(props: { readonly app: AppSummary; readonly install: InstallRecord | undefined }) {
  const { app, install } = props;
  const t = useT();
  const language = useLanguage();
  return (
    <aside className="card app-facts">
      <dl className="facts">
        <dt>{t('app.by')}</dt>
        <dd>{app.version}</dd>
        <dt>Id</dt>
        <dd>
          <code>{app.irisAppId}</code>
        </dd>
        <dt>{t('app.callback')}</dt>
        <dd>
          {app.tokenCallbackUrl === null ? t('app.noCallback') : <Address url={app.tokenCallbackUrl} />}
        </dd>
        <dt>{t('app.installed')}</dt>
        <dd>{install ? formatTime(install.installedAt, language) : t('app.notInstalled')}</dd>
      </dl>
      <h2>{t('app.allScopes')}</h2>
      {app.scopes.length === 0 && <p className="quiet">{t('app.noScopes')}</p>}
      <ul className="scope-list">
        {app.scopes.map(({ scope, optional }) => (
          <li key={scope}>
            <code>{scope}</code>
            <span className="badge">{optional ? t('app.optional') : t('app.required')}</span>
            {install?.grantedScopes.includes(scope) && (
              <span className="badge" data-intent="good">
                {t('app.granted')}
              </span>
            )}
            {install?.deniedScopes.includes(scope) && (
              <span className="badge" data-intent="warning">
                {t('app.denied')}
              </span>
            )}
          </li>
        ))}
      </ul>
    </aside>
  );
}
