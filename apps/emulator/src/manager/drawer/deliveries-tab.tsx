import type { DeliveryRecord } from '@fleet-watch/emulator';
import { useLoaded } from '../api/use-loaded.ts';
import { useT } from '../i18n/i18n.tsx';
import { ActionButton } from '../ui/action-button.tsx';
import { LoadedView } from '../ui/loaded-view.tsx';
import { LogList, type LogLine } from './log-list.tsx';
import { useAccountNames } from './use-account-names.ts';

/** What was told to apps' token callbacks, each attempt by itself. */
export function DeliveriesTab() {
  const t = useT();
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
      <ActionButton run={(api) => api.redeliver(delivery.messageId)}>{t('drawer.sendAgain')}</ActionButton>
    ),
  });
  return (
    <LoadedView loaded={deliveries}>
      {(data) => <LogList lines={data.map(toLine)} empty={t('drawer.deliveriesEmpty')} />}
    </LoadedView>
  );
}
