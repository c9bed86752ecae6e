import type { AppSummary } from '@fleet-watch/emulator';
import { ExtensionFrame } from '../host/extension-frame.tsx';
import { useT } from '../i18n/i18n.tsx';
import { Link } from '../routing/link.tsx';
import { useSignedIn } from '../session/session.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { findExtensions } from './find-extensions.ts';

/** A page that an installed app brings to the main menu. */
export function ExtensionPage(props: {
  readonly apps: readonly AppSummary[];
  readonly irisAppId: string;
  readonly extensionId: string;
}) {
  const t = useT();
  const { account } = useSignedIn();
  const found = findExtensions(props.apps, account.accountId, 'FLEET_EXTENSION').find(
    ({ app, extension }) => app.irisAppId === props.irisAppId && extension.id === props.extensionId,
  );
  if (!found) {
    return (
      <div className="page">
        <PageHeader title={t('app.notInstalled')} />
        <div className="empty">
          <p>{t('extension.gone', { account: account.name })}</p>
          <Link className="button" to={{ name: 'app', irisAppId: props.irisAppId }}>
            {t('extension.openLibrary')}
          </Link>
        </div>
      </div>
    );
  }
  return (
    <div className="page page-extension">
      {/* The extension shows a heading of its own; two would say the same twice. */}
      <div className="visually-hidden">
        <PageHeader title={found.title} />
      </div>
      <ExtensionFrame {...found} ownsRoute />
    </div>
  );
}
