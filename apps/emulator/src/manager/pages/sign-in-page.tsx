import { useEffect } from 'react';
import { formatNumber } from '../i18n/format.ts';
import { useLanguage, useT } from '../i18n/i18n.tsx';
import { useSession } from '../session/session.tsx';

/** Chooses whom to be. Nobody checks a password: this is a laptop's own Trackunit. */
export function SignInPage() {
  const t = useT();
  const language = useLanguage();
  const { accounts, unknownAccountId, signIn } = useSession();
  useEffect(() => {
    document.title = `${t('signIn.title')} – Manager`;
  }, [t]);
  return (
    <main className="sign-in">
      <div className="sign-in-head">
        <span className="brand-mark" aria-hidden="true">
          tu
        </span>
        <h1>{t('signIn.title')}</h1>
        <p>{t('signIn.lead')}</p>
      </div>
      {unknownAccountId !== undefined && (
        <p className="notice" role="status">
          {t('signIn.unknown', { account: unknownAccountId })}
        </p>
      )}
      {accounts.map((account) => (
        <section key={account.accountId} className="card" aria-label={account.name}>
          <h2>{account.name}</h2>
          <p className="quiet">{t('signIn.assets', { count: formatNumber(account.assetCount, language) })}</p>
          {account.users.length === 0 && <p>{t('signIn.noUsers')}</p>}
          <ul className="user-list">
            {account.users.map((user) => (
              <li key={user.userId}>
                <button type="button" onClick={() => signIn(account.accountId, user.userId)}>
                  <strong>{user.name}</strong>
                  <span>{user.role}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </main>
  );
}
