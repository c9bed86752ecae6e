import type { AppSummary } from '@fleet-watch/emulator';
import { useT } from '../i18n/i18n.tsx';
import { Link } from '../routing/link.tsx';
import { useSignedIn } from '../session/session.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ApiAccess } from './api-access.tsx';
import { isInstalled } from './find-extensions.ts';

/** Who belongs to the account and what may act for it. */
export function AdministrationPage(props: { readonly apps: readonly AppSummary[] }) {
  const t = useT();
  const { account } = useSignedIn();
  return (
    <div className="page">
      <PageHeader title={t('admin.title')} />
      <section className="card" aria-labelledby="admin-users">
        <h2 id="admin-users">{t('admin.users')}</h2>
        <div className="table-scroll" role="region" aria-label={t('admin.users')} tabIndex={0}>
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
