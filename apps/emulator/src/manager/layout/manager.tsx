import type { AppSummary } from '@fleet-watch/emulator';
import { useEffect, useState, type MouseEvent } from 'react';
import { useLoaded } from '../api/use-loaded.ts';
import { DeveloperDrawer } from '../drawer/developer-drawer.tsx';
import { useT } from '../i18n/i18n.tsx';
import { AdministrationPage } from '../pages/administration-page.tsx';
import { AppPage } from '../pages/app-page.tsx';
import { AssetPage } from '../pages/asset-page.tsx';
import { ExtensionPage } from '../pages/extension-page.tsx';
import { FleetPage } from '../pages/fleet-page.tsx';
import { HomePage } from '../pages/home-page.tsx';
import { LibraryPage } from '../pages/library-page.tsx';
import { LimitsPage } from '../pages/limits-page.tsx';
import { ArrivalProvider } from '../routing/arrival.tsx';
import { useRouter } from '../routing/router.tsx';
import { LoadedView } from '../ui/loaded-view.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Sidebar } from './sidebar.tsx';
import { TopBar } from './top-bar.tsx';

/** Manager for who is signed in: menu, top bar, and the page that the address names. */
export function Manager() {
  const router = useRouter();
  const apps = useLoaded('apps', (api) => api.apps());
  const [menuOpen, setMenuOpen] = useState(false);
  const [developerOpen, setDeveloperOpen] = useState(false);
  useEffect(() => setMenuOpen(false), [router.path]);
  return (
    <div className="manager" data-menu={menuOpen ? 'open' : undefined}>
      <SkipLink />
      <Sidebar
        apps={apps.data ?? []}
        developerOpen={developerOpen}
        onDeveloper={() => {
          setDeveloperOpen(!developerOpen);
          setMenuOpen(false);
        }}
        menuOpen={menuOpen}
        onDismiss={() => setMenuOpen(false)}
      />
      <div className="manager-body">
        <TopBar menuOpen={menuOpen} onMenu={() => setMenuOpen(!menuOpen)} />
        <main id="content" tabIndex={-1}>
          <ArrivalProvider>
            <LoadedView loaded={apps}>{(data) => <CurrentPage apps={data} />}</LoadedView>
          </ArrivalProvider>
        </main>
        {developerOpen && <DeveloperDrawer onClose={() => setDeveloperOpen(false)} />}
      </div>
    </div>
  );
}

/** Moves the focus only: what stands after `#` in the address belongs to the extension. */
function SkipLink() {
  const t = useT();
  const skip = (event: MouseEvent) => {
    event.preventDefault();
    document.getElementById('content')?.focus();
  };
  return (
    <a className="skip-link" href="#content" onClick={skip}>
      {t('skip')}
    </a>
  );
}

function CurrentPage({ apps }: { readonly apps: readonly AppSummary[] }) {
  const { page } = useRouter();
  switch (page.name) {
    case 'home':
      return <HomePage apps={apps} />;
    case 'fleet':
      return <FleetPage />;
    case 'asset':
      return <AssetPage apps={apps} assetId={page.assetId} tab={page.tab} />;
    case 'extension':
      return <ExtensionPage apps={apps} irisAppId={page.irisAppId} extensionId={page.extensionId} />;
    case 'library':
      return <LibraryPage apps={apps} />;
    case 'app':
      return <AppPage apps={apps} irisAppId={page.irisAppId} />;
    case 'administration':
      return <AdministrationPage apps={apps} />;
    case 'limits':
      return <LimitsPage />;
    case 'unknown':
      return <UnknownPage path={page.path} />;
  }
}

function UnknownPage({ path }: { readonly path: string }) {
  const t = useT();
  return (
    <div className="page">
      <PageHeader title={t('page.missingTitle')} />
      <p>{t('page.missing', { path })}</p>
    </div>
  );
}
