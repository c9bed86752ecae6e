import { useSyncExternalStore } from 'react';
import { useServices } from '../api/manager-context.ts';
import type { HostCall } from '../host/host-log.ts';
import { useT } from '../i18n/i18n.tsx';
import { LogList, type LogLine } from './log-list.tsx';

/** What extensions asked of Manager since the page was opened. */
export function HostCallsTab() {
  const t = useT();
  const { hostLog } = useServices();
  const calls = useSyncExternalStore(hostLog.subscribe, hostLog.get);
  return <LogList lines={calls.map(toLine)} empty={t('drawer.hostEmpty')} onClear={hostLog.clear} />;
}

const toLine = (call: HostCall): LogLine => {
  const { callId, at, name, extensionId, direction, args, outcome, reply, durationMs } = call;
  const arrow = direction === 'to-manager' ? '→' : '←';
  return {
    key: callId,
    at,
    text: `${extensionId} ${arrow} ${name}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`,
    badge: outcome === 'fulfilled' ? { text: `${durationMs} ms` } : { text: 'rejected', intent: 'danger' },
    detail: { args, [outcome]: reply },
  };
};
