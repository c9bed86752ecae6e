import type { AppSummary } from '@fleet-watch/emulator';
import { ExtensionFrame } from '../host/extension-frame.tsx';
import { useT } from '../i18n/i18n.tsx';
import { Link } from '../routing/link.tsx';
import { useSignedIn } from '../session/session.tsx';
import { Icon } from '../ui/icon.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { findExtensions } from './find-extensions.ts';

/** The first page: a grid with the widgets of the installed apps. */
export function HomePage(props: { readonly apps: readonly AppSummary[] }) {
  const t = useT();
  const { account, user } = useSignedIn();
  const widgets = findExtensions(props.apps, account.accountId, 'WIDGET_EXTENSION').filter(
    ({ extension }) => extension.supportedLocations?.includes('MY_HOME') ?? true,
  );
  return (
    <div className="page">
      <PageHeader title={t('home.welcome', { name: user.name })} />
      {widgets.length === 0 ? (
        <div className="empty">
          <p>{t('home.empty')}</p>
          <Link className="button" to={{ name: 'library' }}>
            {t('extension.openLibrary')}
          </Link>
        </div>
      ) : (
        <div className="widget-grid">
          {widgets.map(({ app, extension, title }) => (
            <section
              key={`${app.irisAppId} ${extension.id}`}
              className="card widget"
              style={toGridStyle(extension.gridOptions)}
            >
              <h2>
                <Icon name={extension.header?.icon ?? 'Tile'} />
                {title}
              </h2>
              <ExtensionFrame app={app} extension={extension} title={title} />
            </section>
          ))}
        </div>
      )}
    </div>
  );
}

/** A widget takes its smallest size; the grid has four columns. */
function toGridStyle(options: Readonly<Record<string, number>> = {}) {
  const { minW = 1, minH = 2 } = options;
  return {
    '--columns': Math.min(Math.max(minW, 1), 4),
    '--rows': Math.min(Math.max(minH, 1), 8),
  } as Record<string, number>;
}
