import type { AppSummary } from '@fleet-watch/emulator';
import { ExtensionFrame } from '../host/extension-frame.tsx';
import { useT } from '../i18n/i18n.tsx';
import { Link } from '../routing/link.tsx';
import { useSignedIn } from '../session/session.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ApiAccess } from './api-access.tsx';
import { findExtensions, isInstalled } from './find-extensions.ts';

/** Who belongs to the account and what may act for it. */
export function AdministrationPage(props: { readonly apps: readonly AppSummary[] }) {
  const t = useT();
  const { account, user } = useSignedIn();
  // Documented: only administrators see these.
  const pages = user.role === 'Admin' ? findExtensions(props.apps, account.accountId, 'ADMIN_EXTENSION') : [];
  return (
    <div className="page">
      <PageHeader title={t('admin.title')} />
      <section className="card" aria-labelledby="admin-users">
        <h2 id="admin-users">{t('admin.users')}</h2>
        <div className="table-scroll" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('columns.name')}</th>
                <th scope="col">{t('columns.email')}</th>
                <th scope="col">{t('columns.role')}</th>
              </tr>
            </thead>
            <tbody>
              {account.users.map((user) => (
                <tr key={user.userId}>
                  <td>{user.name}</td>
                  <td>{user.email}</td>
                  <td>{user.role}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <ApiAccess />
      {pages.map(({ app, extension, title }) => (
        <section key={`${app.irisAppId} ${extension.id}`} className="card app-settings" aria-label={title}>
          <h2>{title}</h2>
          <ExtensionFrame app={app} extension={extension} title={title} />
        </section>
      ))}
      <section className="card" aria-labelledby="admin-apps">
        <h2 id="admin-apps">{t('admin.apps')}</h2>
        <ul className="plain-list">
          {props.apps
            .filter((app) => isInstalled(app, account.accountId))
            .map((app) => (
              <li key={app.irisAppId}>
                <Link to={{ name: 'app', irisAppId: app.irisAppId }}>{app.name}</Link>
              </li>
            ))}
        </ul>
      </section>
    </div>
  );
}
