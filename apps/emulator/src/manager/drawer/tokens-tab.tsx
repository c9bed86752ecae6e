import type { AppSummary, TokenRecord } from '@fleet-watch/emulator';
import { useState } from 'react';
import { useAction } from '../api/use-action.ts';
import { useLoaded } from '../api/use-loaded.ts';
import { useT } from '../i18n/i18n.tsx';
import { isInstalled } from '../pages/find-extensions.ts';
import { useSignedIn } from '../session/session.tsx';
import { ActionButton } from '../ui/action-button.tsx';
import { LoadedView } from '../ui/loaded-view.tsx';
import { useAccountNames } from './use-account-names.ts';
import { LogList, type LogLine } from './log-list.tsx';

/** Every token that was issued, decoded. The tokens themselves are not kept; one can be made to try a call by hand. */
export function TokensTab() {
  const t = useT();
  const nameOf = useAccountNames();
  const tokens = useLoaded('tokens', (api) => api.tokens(), ['token', 'change']);
  const toLine = (token: TokenRecord): LogLine => ({
    key: token.tokenId,
    at: token.at,
    text: `${token.kind} ${nameOf(token.accountId)} ${token.scopes.join(' ')}`,
    badge: token.revoked
      ? { text: t('drawer.revoked'), intent: 'danger' }
      : { text: t('drawer.until', { time: new Date(token.expiresAt).toLocaleTimeString('en-GB') }) },
    detail: { header: token.header, claims: token.claims },
    actions: token.revoked ? undefined : (
      <ActionButton run={(api) => api.revokeToken(token.tokenId)}>{t('drawer.revoke')}</ActionButton>
    ),
  });
  return (
    <>
      <TokenMaker />
      <LoadedView loaded={tokens}>
        {(data) => <LogList lines={data.map(toLine)} empty={t('drawer.tokensEmpty')} />}
      </LoadedView>
    </>
  );
}

/** Makes a token of the signed-in user, hidden until somebody asks to see it. */
function TokenMaker() {
  const apps = useLoaded('apps', (api) => api.apps());
  const { account } = useSignedIn();
  const installed = (apps.data ?? []).filter((app) => isInstalled(app, account.accountId));
  return (
    <>
      {installed.map((app) => (
        <TokenOfApp key={app.irisAppId} app={app} />
      ))}
    </>
  );
}

function TokenOfApp({ app }: { readonly app: AppSummary }) {
  const t = useT();
  const { busy, run } = useAction();
  const { user } = useSignedIn();
  const [token, setToken] = useState<string>();
  const [shown, setShown] = useState(false);
  const make = async () => {
    const made = await run((api) => api.userToken({ userId: user.userId, irisAppId: app.irisAppId }));
    setToken(made?.token);
    setShown(false);
  };
  return (
    <div className="token-maker">
      <button type="button" className="button button-small" disabled={busy} onClick={() => void make()}>
        {t('drawer.makeToken', { user: user.name, app: app.name })}
      </button>
      {token !== undefined && (
        <>
          <code>{shown ? token : `${token.slice(0, 6)}…${token.slice(-4)}`}</code>
          <button
            type="button"
            className="button button-small"
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          >
            {t('drawer.showToken')}
          </button>
        </>
      )}
    </div>
  );
}
