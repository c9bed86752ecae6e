import { useNavigateInHost } from '@trackunit/iris-app-sdk';
import type { FleetSummary } from '@fleet-watch/contracts';
import { useFormats, useWords } from '../../i18n/i18n-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { SyncButton } from '../sync/sync-button.tsx';
import type { SyncControl } from '../sync/use-sync.ts';
import { fleetMessages } from './fleet-messages.ts';
import css from './fleet-header.module.css';

type HeaderProps = Readonly<{
  summary: FleetSummary | undefined;
  now: number;
  sync: SyncControl | undefined;
  isPaused: boolean;
}>;

const settingsExtension = 'fleet-watch-settings';

/** The page's name, how old the numbers are, and what can be done about it. */
export const FleetHeader = ({ summary, now, sync, isPaused }: HeaderProps) => {
  const words = useWords(fleetMessages);
  const formats = useFormats();
  const { gotoExtension } = useNavigateInHost();
  return (
    <header className={css['header']}>
      <h1 className={css['title']}>{words.title}</h1>
      <p className={css['synced']} role="status">
        {sync?.isRunning === true
          ? words.syncing
          : summary && words.lastSynced({ ago: formats.ago(summary.asOf, now) })}
      </p>
      {/* Always there, so that nothing moves when the buttons come. */}
      <div className={css['actions']}>
        {sync !== undefined && (
          <>
            <SyncButton variant="ghost" sync={sync} disabled={isPaused} />
            <Button
              variant="ghost"
              icon={<Icon name="settings" size={16} />}
              // A Manager that cannot go there leaves everything as it is.
              onClick={() => void gotoExtension(settingsExtension).catch(() => undefined)}
            >
              {words.settings}
            </Button>
          </>
        )}
      </div>
    </header>
  );
};
