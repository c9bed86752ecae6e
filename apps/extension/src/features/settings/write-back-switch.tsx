import type { Account, Settings } from '@fleet-watch/contracts';
import { IrisScope } from '@fleet-watch/scopes';
import { useWords } from '../../i18n/i18n-context.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Switch } from '../../ui/switch.tsx';
import { useSaveSettings } from './api/save-settings.ts';
import { settingsMessages } from './settings-messages.ts';

type WriteBackProps = Readonly<{ settings: Settings; account: Account | undefined }>;

/** Whether Fleet Watch writes to Trackunit. Takes effect at once; without its permission it says how to get it. */
export const WriteBackSwitch = ({ settings, account }: WriteBackProps) => {
  const words = useWords(settingsMessages);
  const save = useSaveSettings();
  const isDenied = account?.scopes.denied.includes(IrisScope.AccountAssetManage) ?? false;
  return (
    <>
      <Switch
        label={words.writeBackOn}
        hint={words.writeBackText}
        checked={settings.writeBack}
        disabled={isDenied && !settings.writeBack}
        onChange={(writeBack) => save.mutate({ writeBack })}
      />
      {isDenied && (
        <Notice tone="info" title={words.writeBackDeniedTitle}>
          {words.writeBackDenied}
        </Notice>
      )}
      {save.isError && <ErrorNotice error={save.error} />}
    </>
  );
};
