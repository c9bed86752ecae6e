import type { AppSummary } from '@fleet-watch/emulator';
import { useT } from '../i18n/i18n.tsx';
import { findExtensions } from '../pages/find-extensions.ts';
import { Link } from '../routing/link.tsx';
import { useRouter } from '../routing/router.tsx';
import { useSignedIn } from '../session/session.tsx';
import { Icon } from '../ui/icon.tsx';
import { useDismiss } from '../ui/use-dismiss.ts';

/** Manager's main menu: its own pages, then one entry per page that an installed app brings. */
export function Sidebar(props: {
  readonly apps: readonly AppSummary[];
  readonly onDeveloper: () => void;
  readonly developerOpen: boolean;
  /** Whether a narrow window shows the menu above the page. */
  readonly menuOpen: boolean;
  readonly onDismiss: () => void;
}) {
  const t = useT();
  const { page } = useRouter();
  const { account } = useSignedIn();
  const nav = useDismiss<HTMLElement>(props.menuOpen, props.onDismiss);
  const entries = findExtensions(props.apps, account.accountId, 'FLEET_EXTENSION');
  return (
    <nav ref={nav} className="sidebar" aria-label={t('menu.main')}>
      <p className="brand" aria-hidden="true">
        <span className="brand-mark">tu</span>
        <span className="nav-text">local</span>
      </p>
      <ul>
        <li>
          <Link to={{ name: 'home' }}>
            <Icon name="Home" />
            <span className="nav-text">{t('home.title')}</span>
          </Link>
        </li>
        <li>
          <Link to={{ name: 'fleet' }} data-current={page.name === 'asset' || undefined}>
            <Icon name="Truck" />
            <span className="nav-text">{t('fleet.title')}</span>
          </Link>
        </li>
      </ul>
      {entries.length > 0 && (
        <ul className="nav-apps" aria-label={t('menu.apps')}>
          {entries.map(({ app, extension, title }) => (
            <li key={`${app.irisAppId} ${extension.id}`}>
              <Link to={{ name: 'extension', irisAppId: app.irisAppId, extensionId: extension.id }}>
                <span className="app-tile">
                  <Icon name={extension.menuItem?.icon ?? 'Tile'} />
                </span>
                <span className="nav-text">{title}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      <ul className="nav-end">
        <li>
          <Link to={{ name: 'library' }} data-current={page.name === 'app' || undefined}>
            <Icon name="Squares" />
            <span className="nav-text">{t('library.title')}</span>
          </Link>
        </li>
        <li>
          <Link to={{ name: 'administration' }}>
            <Icon name="Cog" />
            <span className="nav-text">{t('admin.title')}</span>
          </Link>
        </li>
        <li>
          <Link to={{ name: 'limits' }}>
            <Icon name="Question" />
            <span className="nav-text">{t('menu.limits')}</span>
          </Link>
        </li>
        <li>
          <button type="button" onClick={props.onDeveloper} aria-expanded={props.developerOpen}>
            <Icon name="Code" />
            <span className="nav-text">{t('menu.developer')}</span>
          </button>
        </li>
      </ul>
    </nav>
  );
}
