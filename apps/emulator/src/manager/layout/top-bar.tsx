import { useId, useState } from 'react';
import { languageNames, languages, type Language } from '../i18n/language.ts';
import { useT } from '../i18n/i18n.tsx';
import { useSession, useSignedIn } from '../session/session.tsx';
import { Icon } from '../ui/icon.tsx';
import { Select } from '../ui/select.tsx';
import { useDismiss } from '../ui/use-dismiss.ts';

/** Account and user on the right, with everything that changes how Manager is seen. */
export function TopBar(props: { readonly menuOpen: boolean; readonly onMenu: () => void }) {
  const t = useT();
  const { account, user } = useSignedIn();
  const [open, setOpen] = useState(false);
  const panelId = useId();
  const container = useDismiss<HTMLDivElement>(open, () => setOpen(false));
  return (
    <header className="top-bar">
      <button
        type="button"
        className="icon-button menu-button"
        aria-label={t('menu.open')}
        aria-expanded={props.menuOpen}
        onClick={props.onMenu}
      >
        <Icon name="Bars" />
      </button>
      <span className="badge">local</span>
      <div className="account-menu" ref={container}>
        <button
          type="button"
          className="account-button"
          aria-expanded={open}
          aria-controls={panelId}
          onClick={() => setOpen(!open)}
        >
          <span className="visually-hidden">{t('menu.account')}: </span>
          <span className="account-names">
            <strong>{account.name}</strong>
            <span>{user.name}</span>
          </span>
          <span className="avatar" aria-hidden="true">
            {toInitials(user.name)}
          </span>
        </button>
        <div id={panelId} className="panel" hidden={!open}>
          <AccountPanel />
        </div>
      </div>
    </header>
  );
}

function AccountPanel() {
  const t = useT();
  const { accounts, preferences, prefer, signIn, signOut } = useSession();
  const { account, user } = useSignedIn();
  const switchAccount = (accountId: string) => {
    const first = accounts.find((other) => other.accountId === accountId)?.users[0];
    if (first) signIn(accountId, first.userId);
  };
  return (
    <>
      <Select
        label={t('settings.account')}
        value={account.accountId}
        options={accounts.map(({ accountId, name }) => [accountId, name])}
        onChange={switchAccount}
      />
      <Select
        label={t('settings.user')}
        value={user.userId}
        options={account.users.map(({ userId, name, role }) => [userId, `${name} (${role})`])}
        onChange={(userId) => signIn(account.accountId, userId)}
      />
      <Select
        label={t('settings.language')}
        value={preferences.language}
        options={languages.map((language) => [language, languageNames[language]])}
        onChange={(language) => prefer({ language: language as Language })}
      />
      <Select
        label={t('settings.units')}
        value={preferences.systemOfMeasurement}
        options={[
          ['SI', t('settings.unitsSi')],
          ['US', t('settings.unitsUs')],
        ]}
        onChange={(units) => prefer({ systemOfMeasurement: units === 'US' ? 'US' : 'SI' })}
      />
      <Select
        label={t('settings.theme')}
        value={preferences.colorScheme}
        options={[
          ['light', t('settings.light')],
          ['dark', t('settings.dark')],
        ]}
        onChange={(scheme) => prefer({ colorScheme: scheme === 'dark' ? 'dark' : 'light' })}
      />
      <button type="button" className="button" onClick={signOut}>
        {t('settings.signOut')}
      </button>
    </>
  );
}

const toInitials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase();
