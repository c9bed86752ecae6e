import type { AppSummary } from '@fleet-watch/emulator';
import { useT } from '../i18n/i18n.tsx';
import { Link } from '../routing/link.tsx';
import { useSignedIn } from '../session/session.tsx';
import { AppLogo } from '../ui/app-logo.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { isInstalled } from './find-extensions.ts';

/** Every app that this local Trackunit knows. */
export function LibraryPage(props: { readonly apps: readonly AppSummary[] }) {
  const t = useT();
  const { account } = useSignedIn();
  return (
    <div className="page">
      <PageHeader title={t('library.title')}>
        <p className="quiet">{props.apps.length > 0 ? t('library.lead') : t('library.empty')}</p>
      </PageHeader>
      <ul className="app-grid">
        {props.apps.map((app) => (
          <li key={app.irisAppId} className="card app-card">
            <AppLogo app={app} />
            <div>
              <h2>
                <Link to={{ name: 'app', irisAppId: app.irisAppId }}>{app.name}</Link>
              </h2>
              <p>{app.description}</p>
              <span className="badge" data-intent={isInstalled(app, account.accountId) ? 'good' : undefined}>
                {isInstalled(app, account.accountId) ? t('app.installed') : t('app.notInstalled')}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
