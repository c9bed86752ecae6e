import type { AssetDetail } from '../api/control-shapes.ts';
import type { ControlApi } from '../api/control-api.ts';
import { formatTime } from '../i18n/format.ts';
import { useLanguage, useT } from '../i18n/i18n.tsx';
import { toActivityText, toAssetTypeText } from '../i18n/platform-words.ts';
import { useSignedIn } from '../session/session.tsx';
import { ActionButton } from '../ui/action-button.tsx';

/** What is known about an asset now, and what only a local Trackunit lets one do to it. */
export function AssetStatus({ asset }: { readonly asset: AssetDetail }) {
  const t = useT();
  const language = useLanguage();
  const facts = [
    [t('asset.lastSeen'), formatTime(asset.lastSeenAt, language)],
    [t('asset.activity'), toActivityText(t, asset.activity)],
    [t('asset.type'), `${asset.type} (${toAssetTypeText(t, asset.assetType)})`],
    [t('asset.brand'), asset.brand ?? '–'],
    [t('asset.model'), asset.model ?? '–'],
    [t('asset.serial'), asset.serialNumber ?? '–'],
  ] as const;
  return (
    <div className="app-columns">
      <section className="card app-settings" aria-label={t('asset.tab.status')}>
        <dl className="facts">
          {facts.map(([name, value]) => (
            <div key={name} className="fact">
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          <div className="fact">
            <dt>{t('asset.identity')}</dt>
            <dd>
              <code>{asset.assetId}</code>
            </dd>
          </div>
          {asset.customFields.map(({ id, value }) => (
            <div key={id} className="fact">
              <dt>{t('asset.customFields')}</dt>
              <dd>
                <code>{toValueText(value)}</code>
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <AssetTools asset={asset} />
    </div>
  );
}

/** A value says its type and, in a member named after it, itself: `{ type: 'STRING', stringValue: '…' }`. */
function toValueText({ type: _type, ...members }: Readonly<Record<string, unknown>>): string {
  return Object.values(members)
    .map((member) => (typeof member === 'string' ? member : JSON.stringify(member)))
    .join(' ');
}

function AssetTools({ asset }: { readonly asset: AssetDetail }) {
  const t = useT();
  const { account } = useSignedIn();
  const change = (what: { readonly unplugged?: boolean; readonly hidden?: boolean }) => (api: ControlApi) =>
    api.changeAsset(account.accountId, asset.assetId, what);
  return (
    <section className="card app-facts" aria-labelledby="asset-tools">
      <h2 id="asset-tools">{t('asset.tools')}</h2>
      <div className="actions">
        <ActionButton large run={change({ unplugged: !asset.unplugged })}>
          {asset.unplugged ? t('asset.plugIn') : t('asset.unplug')}
        </ActionButton>
        <ActionButton large run={change({ hidden: !asset.hidden })}>
          {asset.hidden ? t('asset.show') : t('asset.hide')}
        </ActionButton>
      </div>
    </section>
  );
}
