import type { ClockStatus } from '@fleet-watch/emulator';
import { useEffect, useState } from 'react';
import { useAction } from '../api/use-action.ts';
import { useLoaded } from '../api/use-loaded.ts';
import { formatTime } from '../i18n/format.ts';
import { useLanguage, useT } from '../i18n/i18n.tsx';
import { LoadedView } from '../ui/loaded-view.tsx';

const speeds = [0, 1, 60, 3_600] as const;
const jumps = [
  ['clock.hour', 3_600],
  ['clock.day', 86_400],
  ['clock.week', 604_800],
] as const;

/** Lets the fleet's own time stand, run or jump; tokens and backends live by the wall clock. */
export function ClockTab() {
  const clock = useLoaded('clock', (api) => api.clock());
  return (
    <LoadedView loaded={clock}>
      {(status) => <ClockControl status={status} onChange={clock.reload} />}
    </LoadedView>
  );
}

function ClockControl(props: { readonly status: ClockStatus; readonly onChange: () => void }) {
  const { status, onChange } = props;
  const t = useT();
  const language = useLanguage();
  const { busy, run } = useAction();
  const fleetNow = useRunningTime(status);
  const change = async (request: { readonly speed?: number; readonly jumpSeconds?: number }) => {
    await run((api) => api.setClock(request));
    onChange();
  };
  const reset = async () => {
    await run((api) => api.reset());
    onChange();
  };
  return (
    <div className="clock">
      <p>
        <span className="quiet">{t('clock.fleet')}</span>
        <br />
        <strong className="clock-time">{formatTime(fleetNow.toISOString(), language)}</strong>
      </p>
      <div className="actions" role="group" aria-label={t('clock.speed')}>
        {speeds.map((speed) => (
          <button
            key={speed}
            type="button"
            className="button button-small"
            disabled={busy}
            aria-pressed={status.speed === speed}
            onClick={() => void change({ speed })}
          >
            {speed === 0 ? t('clock.pause') : `×${speed}`}
          </button>
        ))}
      </div>
      <div className="actions" role="group" aria-label={t('clock.jump')}>
        {jumps.map(([name, jumpSeconds]) => (
          <button
            key={name}
            type="button"
            className="button button-small"
            disabled={busy}
            onClick={() => void change({ jumpSeconds })}
          >
            {t(name)}
          </button>
        ))}
      </div>
      <div className="actions">
        <button
          type="button"
          className="button button-small button-danger"
          disabled={busy}
          onClick={() => void reset()}
        >
          {t('clock.reset')}
        </button>
        <span className="quiet">{t('clock.resetHelp')}</span>
      </div>
    </div>
  );
}

/** The fleet's time as it goes on between two answers of the emulator. */
function useRunningTime({ now, aheadSeconds, speed }: ClockStatus): Date {
  const [passedMs, setPassedMs] = useState(0);
  useEffect(() => {
    const startedAtMs = performance.now();
    setPassedMs(0);
    const timer = setInterval(() => setPassedMs(performance.now() - startedAtMs), 1_000);
    return () => clearInterval(timer);
  }, [now, aheadSeconds, speed]);
  return new Date(Date.parse(now) + aheadSeconds * 1_000 + passedMs * speed);
}
