import type { FleetTruth, TrueAsset } from '@fleet-watch/emulator';
import { useMemo, useState } from 'react';
import { useLoaded } from '../api/use-loaded.ts';
import { formatAgo, formatNumber } from '../i18n/format.ts';
import { useLanguage, useT } from '../i18n/i18n.tsx';
import { toAssetTypeText } from '../i18n/platform-words.ts';
import { Link } from '../routing/link.tsx';
import { useSignedIn } from '../session/session.tsx';
import { LoadedView } from '../ui/loaded-view.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';

const pageSize = 25;

/** A larger fleet is only counted: listing it would need hundreds of megabytes here. */
const listedAtMost = 20_000;
const states = ['REPORTING', 'SILENT', 'NEVER_REPORTED'] as const;

/** Every asset of the account, as the emulator knows it to be. */
export function FleetPage() {
  const t = useT();
  const { account } = useSignedIn();
  const isListed = account.assetCount <= listedAtMost;
  const truth = useLoaded(`truth ${account.accountId}`, (api) => api.truth(account.accountId, isListed));
  return (
    <div className="page">
      <PageHeader title={t('fleet.title')} />
      <LoadedView loaded={truth}>
        {(data) => (isListed ? <FleetTable truth={data} /> : <FleetCounts truth={data} />)}
      </LoadedView>
    </div>
  );
}

function FleetCounts({ truth }: { readonly truth: FleetTruth }) {
  const t = useT();
  const language = useLanguage();
  const { total, reporting, silent, neverReported } = truth.counts;
  const facts = [
    [t('fleet.title'), total],
    [t('state.REPORTING'), reporting],
    [t('state.SILENT'), silent],
    [t('state.NEVER_REPORTED'), neverReported],
  ] as const;
  return (
    <section className="card" aria-label={t('fleet.title')}>
      <p className="quiet">{t('fleet.tooLarge')}</p>
      <dl className="facts">
        {facts.map(([name, count]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>{formatNumber(count, language)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function FleetTable({ truth }: { readonly truth: FleetTruth }) {
  const t = useT();
  const language = useLanguage();
  const [search, setSearch] = useState('');
  const [state, setState] = useState('');
  const [pageIndex, setPageIndex] = useState(0);
  const matching = useMemo(() => findMatching(truth.assets, search, state), [truth, search, state]);
  const pages = Math.max(1, Math.ceil(matching.length / pageSize));
  const shown = Math.min(pageIndex, pages - 1);
  return (
    <>
      <div className="filters">
        <TextField type="search" label={t('fleet.search')} value={search} onChange={setSearch} />
        <Select
          label={t('fleet.filter')}
          value={state}
          options={[['', t('fleet.all')], ...states.map((one) => [one, t(`state.${one}`)] as const)]}
          onChange={setState}
        />
      </div>
      <p className="quiet" role="status">
        {t('fleet.count', {
          shown: formatNumber(matching.length, language),
          total: formatNumber(truth.counts.total, language),
        })}
      </p>
      {matching.length === 0 ? (
        <p className="empty">{t(truth.counts.total === 0 ? 'fleet.none' : 'fleet.empty')}</p>
      ) : (
        <AssetTable assets={matching.slice(shown * pageSize, (shown + 1) * pageSize)} asOf={truth.asOf} />
      )}
      {pages > 1 && (
        <div className="pager">
          <button
            type="button"
            className="button"
            disabled={shown === 0}
            onClick={() => setPageIndex(shown - 1)}
          >
            {t('fleet.previous')}
          </button>
          <span>{t('fleet.page', { page: shown + 1, pages })}</span>
          <button
            type="button"
            className="button"
            disabled={shown >= pages - 1}
            onClick={() => setPageIndex(shown + 1)}
          >
            {t('fleet.next')}
          </button>
        </div>
      )}
    </>
  );
}

function AssetTable(props: { readonly assets: readonly TrueAsset[]; readonly asOf: string }) {
  const t = useT();
  const language = useLanguage();
  return (
    <div className="table-scroll" role="region" aria-label={t('fleet.title')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('columns.asset')}</th>
            <th scope="col" className="minor-column">
              {t('asset.type')}
            </th>
            <th scope="col">{t('asset.state')}</th>
            <th scope="col">{t('asset.lastSeen')}</th>
          </tr>
        </thead>
        <tbody>
          {props.assets.map((asset) => (
            <tr key={asset.assetId}>
              <td>
                <Link to={{ name: 'asset', assetId: asset.assetId, tab: { kind: 'status' } }}>
                  {asset.name}
                </Link>
              </td>
              <td className="minor-column">{toAssetTypeText(t, asset.assetType)}</td>
              <td>
                <span className="state" data-state={asset.state}>
                  {t(`state.${asset.state}`)}
                </span>
              </td>
              <td>{formatAgo(asset.lastSeenAt, new Date(props.asOf), language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function findMatching(assets: readonly TrueAsset[], search: string, state: string): readonly TrueAsset[] {
  const wanted = search.trim().toLowerCase();
  return assets.filter(
    (asset) =>
      (state === '' || asset.state === state) &&
      (wanted === '' ||
        asset.name.toLowerCase().includes(wanted) ||
        asset.assetId.toLowerCase().includes(wanted)),
  );
}
