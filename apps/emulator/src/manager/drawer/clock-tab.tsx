import type { ClockStatus } from '@fleet-watch/emulator';
import { useEffect, useState } from 'react';
import { useLoaded } from '../api/use-loaded.ts';
import { formatTime } from '../i18n/format.ts';
import { useLanguage, useT } from '../i18n/i18n.tsx';
import { ActionButton } from '../ui/action-button.tsx';
import { Dialog } from '../ui/dialog.tsx';
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
  const fleetNow = useRunningTime(status);
  return (
    <div className="clock">
      <p>
        <span className="quiet">{t('clock.fleet')}</span>
        <br />
        <strong className="clock-time">{formatTime(fleetNow.toISOString(), language)}</strong>
      </p>
      <div className="actions" role="group" aria-label={t('clock.speed')}>
        {speeds.map((speed) => (
          <ActionButton
            key={speed}
            run={(api) => api.setClock({ speed })}
            onDone={onChange}
            pressed={status.speed === speed}
          >
            {speed === 0 ? t('clock.pause') : `×${speed}`}
          </ActionButton>
        ))}
      </div>
      <div className="actions" role="group" aria-label={t('clock.jump')}>
        {jumps.map(([name, jumpSeconds]) => (
          <ActionButton key={name} run={(api) => api.setClock({ jumpSeconds })} onDone={onChange}>
            {t(name)}
          </ActionButton>
        ))}
      </div>
      <ResetEverything onDone={onChange} />
    </div>
  );
}

/** Takes two clicks: it ends every install and forgets what was changed. */
function ResetEverything(props: { readonly onDone: () => void }) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const close = () => setAsking(false);
  return (
    <div className="actions">
      <button type="button" className="button button-small button-danger" onClick={() => setAsking(true)}>
        {t('clock.reset')}
      </button>
      {asking && (
        <Dialog title={t('clock.reset')} onClose={close}>
          <p>{t('clock.resetHelp')}</p>
          <div className="actions">
            <button type="button" className="button" onClick={close}>
              {t('cancel')}
            </button>
            <ActionButton
              large
              intent="danger"
              run={(api) => api.reset()}
              onDone={() => {
                close();
                props.onDone();
              }}
            >
              {t('clock.reset')}
            </ActionButton>
          </div>
        </Dialog>
      )}
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
