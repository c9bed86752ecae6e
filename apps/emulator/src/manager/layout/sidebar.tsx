import type { AppSummary } from '@fleet-watch/emulator';
import { useT } from '../i18n/i18n.tsx';
import { findExtensions } from '../pages/find-extensions.ts';
import { Link } from '../routing/link.tsx';
import type { Page } from '../routing/page.ts';
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
        <NavEntry to={{ name: 'home' }} icon="Home" text={t('home.title')} />
        <NavEntry
          to={{ name: 'fleet' }}
          icon="Truck"
          text={t('fleet.title')}
          current={page.name === 'asset'}
        />
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
        <NavEntry
          to={{ name: 'library' }}
          icon="Squares"
          text={t('library.title')}
          current={page.name === 'app'}
        />
        <NavEntry to={{ name: 'administration' }} icon="Cog" text={t('admin.title')} />
        <NavEntry to={{ name: 'limits' }} icon="Question" text={t('menu.limits')} />
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

function NavEntry(props: {
  readonly to: Page;
  readonly icon: string;
  readonly text: string;
  /** Whether a page below this one is open. */
  readonly current?: boolean;
}) {
  return (
    <li>
      <Link to={props.to} data-current={props.current || undefined}>
        <Icon name={props.icon} />
        <span className="nav-text">{props.text}</span>
      </Link>
    </li>
  );
}
