import type { ComponentProps } from 'react';
import { useWords } from '../../i18n/i18n-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { syncMessages } from './sync-messages.ts';
import type { SyncControl } from './use-sync.ts';

type SyncButtonProps = Pick<ComponentProps<typeof Button>, 'variant' | 'disabled'> &
  Readonly<{ sync: SyncControl }>;

/** Reads the fleet at once; while it is read, says so. */
export const SyncButton = ({ sync, ...looks }: SyncButtonProps) => {
  const { start } = useWords(syncMessages);
  return (
    <Button {...looks} icon={<Icon name="refresh" size={16} />} busy={sync.isRunning} onClick={sync.start}>
      {start}
    </Button>
  );
};
