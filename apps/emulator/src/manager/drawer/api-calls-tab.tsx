import type { ApiCallRecord } from '@fleet-watch/emulator';
import { useLoaded } from '../api/use-loaded.ts';
import { useT } from '../i18n/i18n.tsx';
import { LoadedView } from '../ui/loaded-view.tsx';
import { LogList, type LogLine } from './log-list.tsx';

/** What backends asked of the platform. The page's own requests are left out: they would drown the others. */
export function ApiCallsTab() {
  const t = useT();
  const calls = useLoaded('calls', (api) => api.calls(), ['api-call', 'change']);
  return (
    <LoadedView loaded={calls}>
      {(data) => (
        <LogList
          lines={data.filter(({ path }) => !path.startsWith('/_emulator/')).map(toLine)}
          empty={t('drawer.apiEmpty')}
        />
      )}
    </LoadedView>
  );
}

const toLine = (call: ApiCallRecord): LogLine => ({
  key: call.callId,
  at: call.at,
  text: `${call.method} ${call.path}`,
  badge: { text: `${call.status} · ${Math.round(call.durationMs)} ms`, intent: toIntent(call.status) },
  detail: call,
});

const toIntent = (status: number) =>
  status >= 500 ? 'danger' : status >= 400 || status === 0 ? 'warning' : 'good';
