import type { AppSummary } from '@fleet-watch/emulator';
import { useEffect, useRef } from 'react';
import { ControlApiError } from '../api/control-api-error.ts';
import type { AssetDetail } from '../api/control-shapes.ts';
import { useLoaded } from '../api/use-loaded.ts';
import { ExtensionFrame } from '../host/extension-frame.tsx';
import { useT } from '../i18n/i18n.tsx';
import { Link } from '../routing/link.tsx';
import { toPath, type AssetTab, type Page } from '../routing/page.ts';
import { useRouter } from '../routing/router.tsx';
import { useSignedIn } from '../session/session.tsx';
import { LoadedView } from '../ui/loaded-view.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { AssetStatus } from './asset-status.tsx';
import { findExtensions } from './find-extensions.ts';
import { matchesConditions } from './matches-conditions.ts';

interface AssetPageProps {
  readonly apps: readonly AppSummary[];
  readonly assetId: string;
  readonly tab: AssetTab;
}

/** One asset, with Manager's own tabs and one per extension of an installed app. */
export function AssetPage(props: AssetPageProps) {
  const { account } = useSignedIn();
  const { assetId } = props;
  const asset = useLoaded(`asset ${account.accountId} ${assetId}`, (api) =>
    api.asset(account.accountId, assetId).catch((error: unknown) => {
      if (error instanceof ControlApiError && error.code === 'unknown_asset') return null;
      throw error;
    }),
  );
  return (
    <div className="page">
      <LoadedView loaded={asset}>
        {(found) => (found ? <KnownAsset {...props} asset={found} /> : <MissingAsset assetId={assetId} />)}
      </LoadedView>
    </div>
  );
}

function MissingAsset({ assetId }: { readonly assetId: string }) {
  const t = useT();
  return (
    <>
      <PageHeader title={t('page.missingTitle')} />
      <p>{t('asset.missing', { id: assetId })}</p>
    </>
  );
}

function KnownAsset(props: AssetPageProps & { readonly asset: AssetDetail }) {
  const t = useT();
  const { apps, asset, tab } = props;
  const { account } = useSignedIn();
  const extensions = findExtensions(apps, account.accountId, 'ASSET_HOME_EXTENSION').filter(({ extension }) =>
    matchesConditions(extension.conditions, asset),
  );
  return (
    <>
      <PageHeader title={asset.name}>
        {asset.unplugged && (
          <span className="badge" data-intent="danger">
            {t('asset.unplugged')}
          </span>
        )}
        {asset.hidden && (
          <span className="badge" data-intent="warning">
            {t('asset.hidden')}
          </span>
        )}
      </PageHeader>
      <nav className="tabs" aria-label={t('asset.tabs')}>
        <TabLink assetId={asset.assetId} tab={{ kind: 'status' }} text={t('asset.tab.status')} />
        <TabLink
          assetId={asset.assetId}
          tab={{ kind: 'own', page: 'movement' }}
          text={t('asset.tab.movement')}
        />
        <TabLink assetId={asset.assetId} tab={{ kind: 'own', page: 'events' }} text={t('asset.tab.events')} />
        {extensions.map(({ app, extension, title }) => (
          <TabLink
            key={`${app.irisAppId} ${extension.id}`}
            assetId={asset.assetId}
            tab={{ kind: 'extension', irisAppId: app.irisAppId, extensionId: extension.id }}
            text={title}
          />
        ))}
      </nav>
      {tab.kind === 'status' && <AssetStatus asset={asset} />}
      {tab.kind === 'own' && <p className="empty">{t('asset.notEmulated')}</p>}
      {tab.kind === 'extension' && <AssetExtension {...props} tab={tab} />}
    </>
  );
}

function TabLink(props: { readonly assetId: string; readonly tab: AssetTab; readonly text: string }) {
  const link = useRef<HTMLAnchorElement>(null);
  const to: Page = { name: 'asset', assetId: props.assetId, tab: props.tab };
  const isCurrent = useRouter().path === toPath(to);
  useEffect(() => {
    // On a narrow screen the row of tabs scrolls, and a deep link would leave its tab beyond the edge.
    if (isCurrent) link.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isCurrent]);
  return (
    <Link ref={link} to={to}>
      {props.text}
    </Link>
  );
}

function AssetExtension(
  props: AssetPageProps & { readonly tab: Extract<AssetTab, { readonly kind: 'extension' }> },
) {
  const t = useT();
  const { account } = useSignedIn();
  const { tab, assetId } = props;
  const found = findExtensions(props.apps, account.accountId, 'ASSET_HOME_EXTENSION').find(
    ({ app, extension }) => app.irisAppId === tab.irisAppId && extension.id === tab.extensionId,
  );
  if (!found) return <p className="empty">{t('extension.gone', { account: account.name })}</p>;
  return <ExtensionFrame {...found} assetId={assetId} ownsRoute />;
}
