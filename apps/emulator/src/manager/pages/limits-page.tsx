import type { CoverageRow } from '@fleet-watch/emulator';
import { useLoaded } from '../api/use-loaded.ts';
import { useT } from '../i18n/i18n.tsx';
import { LoadedView } from '../ui/loaded-view.tsx';
import { PageHeader } from '../ui/page-header.tsx';

/** What this local Trackunit cannot do, and how sure it is of what it does. The emulator's words are English. */
export function LimitsPage() {
  const t = useT();
  const coverage = useLoaded('coverage', (api) => api.coverage(), []);
  return (
    <div className="page">
      <PageHeader title={t('limits.title')}>
        <p className="quiet">{t('limits.lead')}</p>
      </PageHeader>
      <LoadedView loaded={coverage}>
        {({ notEmulated, routes }) => (
          <>
            <section className="card" aria-label={t('limits.title')} lang="en">
              <ul className="gaps">
                {notEmulated.map(({ what, why }) => (
                  <li key={what}>
                    <strong>{what}</strong>
                    <p className="quiet">{why}</p>
                  </li>
                ))}
              </ul>
            </section>
            <h2>{t('limits.routes')}</h2>
            <RouteTable routes={routes.filter(({ fidelity }) => fidelity !== 'ours')} />
          </>
        )}
      </LoadedView>
    </div>
  );
}

const intents = { documented: 'good', seen: undefined, inferred: 'warning', ours: undefined } as const;

function RouteTable({ routes }: { readonly routes: readonly CoverageRow[] }) {
  const t = useT();
  return (
    <div className="table-scroll" role="region" aria-label={t('limits.routes')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('faults.route')}</th>
            <th scope="col">{t('limits.fidelity')}</th>
            <th scope="col" className="minor-column">
              {t('limits.source')}
            </th>
          </tr>
        </thead>
        <tbody lang="en">
          {routes.map(({ route, fidelity, source }) => (
            <tr key={route}>
              <td>
                <code>{route}</code>
              </td>
              <td>
                <span className="badge" data-intent={intents[fidelity]}>
                  {t(`limits.${fidelity}`)}
                </span>
              </td>
              <td className="minor-column">{source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
