import { useId, useState, type FormEvent } from 'react';
import type { ApiKey, ApiUser } from '../api/control-shapes.ts';
import { useAction } from '../api/use-action.ts';
import { useLoaded } from '../api/use-loaded.ts';
import { useT } from '../i18n/i18n.tsx';
import { useSignedIn } from '../session/session.tsx';
import { ActionButton } from '../ui/action-button.tsx';
import { LoadedView } from '../ui/loaded-view.tsx';
import { TextField } from '../ui/text-field.tsx';

/** API users and API keys of the account: for backends that cannot be installed as an app. */
export function ApiAccess() {
  const t = useT();
  const { account } = useSignedIn();
  const users = useLoaded('api-users', (api) => api.apiUsers());
  const keys = useLoaded('api-keys', (api) => api.apiKeys());
  const [made, setMade] = useState<ApiUser | ApiKey>();
  const isOwn = ({ accountId }: { readonly accountId: string }) => accountId === account.accountId;
  return (
    <section className="card" aria-labelledby="admin-api">
      <h2 id="admin-api">{t('admin.api')}</h2>
      <p className="quiet">{t('access.intro')}</p>
      {made && isOwn(made) && <MadeCredential credential={made} />}
      <div className="access-columns">
        <div>
          <h3>{t('access.users')}</h3>
          <LoadedView loaded={users}>
            {(data) => (
              <CredentialList
                rows={data.filter(isOwn).map(({ clientId, username }) => ({ clientId, name: username }))}
              />
            )}
          </LoadedView>
          <AddUser onMade={setMade} />
        </div>
        <div>
          <h3>{t('access.keys')}</h3>
          <LoadedView loaded={keys}>
            {(data) => (
              <CredentialList
                rows={data.filter(isOwn).map(({ clientId, name, scopes }) => ({ clientId, name, scopes }))}
              />
            )}
          </LoadedView>
          <AddKey onMade={setMade} />
        </div>
      </div>
    </section>
  );
}

/** The one time that the secrets are shown. */
function MadeCredential({ credential }: { readonly credential: ApiUser | ApiKey }) {
  const t = useT();
  const { clientId, clientSecret } = credential;
  const lines = [
    ['client_id', clientId],
    ['client_secret', clientSecret],
    ...('username' in credential
      ? [
          ['username', credential.username],
          ['password', credential.password],
        ]
      : []),
  ];
  return (
    <div className="notice" role="status">
      <strong>{t('access.once')}</strong>
      <pre tabIndex={0}>{lines.map(([name, value]) => `${name}=${value}`).join('\n')}</pre>
    </div>
  );
}

function CredentialList(props: {
  readonly rows: readonly {
    readonly clientId: string;
    readonly name: string;
    readonly scopes?: readonly string[];
  }[];
}) {
  const t = useT();
  if (props.rows.length === 0) return <p className="quiet">{t('access.none')}</p>;
  return (
    <ul className="credentials">
      {props.rows.map(({ clientId, name, scopes }) => (
        <li key={clientId}>
          <span>
            <strong>{name}</strong>
            <br />
            <code>{clientId}</code>
            {scopes && <span className="quiet"> {scopes.join(' ')}</span>}
          </span>
          <ActionButton
            label={t('access.removeNamed', { name })}
            run={(api) => api.removeCredential(clientId)}
          >
            {t('access.remove')}
          </ActionButton>
        </li>
      ))}
    </ul>
  );
}

function AddUser(props: { readonly onMade: (user: ApiUser | undefined) => void }) {
  const t = useT();
  const { account } = useSignedIn();
  const { busy, run } = useAction();
  const [username, setUsername] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const made = await run((api) => api.addApiUser({ accountId: account.accountId, username }));
    props.onMade(made);
    if (made) setUsername('');
  };
  return (
    <form className="access-form" onSubmit={submit}>
      <TextField label={t('access.username')} value={username} onChange={setUsername} />
      <button type="submit" className="button" disabled={busy || username === ''}>
        {t('access.add')}
      </button>
    </form>
  );
}

function AddKey(props: { readonly onMade: (key: ApiKey | undefined) => void }) {
  const t = useT();
  const { account } = useSignedIn();
  const { busy, run } = useAction();
  const helpId = useId();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState('asset.view');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const list = scopes.split(/\s+/).filter(Boolean);
    const made = await run((api) => api.addApiKey({ accountId: account.accountId, name, scopes: list }));
    props.onMade(made);
    if (made) setName('');
  };
  return (
    <form className="access-form access-form-key" onSubmit={submit}>
      <TextField label={t('access.keyName')} value={name} onChange={setName} />
      <TextField label={t('access.scopes')} value={scopes} onChange={setScopes} describedBy={helpId} />
      <small id={helpId} className="quiet">
        {t('access.scopesHelp')}
      </small>
      <button type="submit" className="button" disabled={busy || name === ''}>
        {t('access.add')}
      </button>
    </form>
  );
}
