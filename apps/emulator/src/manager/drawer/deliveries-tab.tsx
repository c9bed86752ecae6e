import type { DeliveryRecord } from '@fleet-watch/emulator';
import { useAction } from '../api/use-action.ts';
import { useLoaded } from '../api/use-loaded.ts';
import { useT } from '../i18n/i18n.tsx';
import { useAccountNames } from './use-account-names.ts';
import { LoadedView } from '../ui/loaded-view.tsx';
import { LogList, type LogLine } from './log-list.tsx';

/** What was told to apps' token callbacks, each attempt by itself. */
export function DeliveriesTab() {
  const t = useT();
  const { busy, run } = useAction();
  const nameOf = useAccountNames();
  const deliveries = useLoaded('deliveries', (api) => api.deliveries(), ['delivery', 'change']);
  const toLine = (delivery: DeliveryRecord): LogLine => ({
    key: delivery.deliveryId,
    at: delivery.at,
    text: `${delivery.type} ${nameOf(delivery.accountId)} → ${delivery.request.url} (${delivery.attempt})`,
    badge: {
      text: delivery.response ? String(delivery.response.status) : t('drawer.noAnswer'),
      intent: delivery.delivered ? 'good' : 'danger',
    },
    detail: delivery,
    actions: (
      <button
        type="button"
        className="button button-small"
        disabled={busy}
        onClick={() => void run((api) => api.redeliver(delivery.messageId))}
      >
        {t('drawer.sendAgain')}
      </button>
    ),
  });
  return (
    <LoadedView loaded={deliveries}>
      {(data) => <LogList lines={data.map(toLine)} empty={t('drawer.deliveriesEmpty')} />}
    </LoadedView>
  );
}
